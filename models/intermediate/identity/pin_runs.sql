{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='run_id', full_refresh=false) }}

with

proposed as (

    select * from {{ ref('pin_proposed_churn') }}

)

select
    run_id,
    cast('build' as {{ dbt.type_string() }}) as kind,
    started_at,
    model_id,
    rules,
    issued_pins,
    known_records,
    changed_records,
    changed_weight,
    least_changed_weight

from proposed
where begun_assignments + ended_assignments > 0
