{{ config(materialized='view') }}

select
    run_id,
    kind,
    started_at,
    model_id,
    rules,
    issued_pins

from {{ state_table('pin_runs') }}
