{{ config(materialized='view') }}

with

ledger as (

    select * from {{ state_table('pin_ledger') }}

)

select
    coalesce(max(greatest(run_id, coalesce(ended_run_id, 0))), 0) as last_run_id,
    coalesce(sum(case when valid_to is null then 1 else 0 end), 0) as known_records

from ledger
