{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='append_new_columns',
        full_refresh=false
    )
}}

with

totals as (

    select * from {{ ref('int_diagnostics__totals') }}

),

models as (

    select * from {{ ref('linkage_registry') }}

),

pin_runs as (

    select * from {{ ref('pin_runs') }}

),

promoted as (

    select max(model_id) as model_id
    from models
    where is_promoted

),

last_pin_run as (

    select max(run_id) as pin_run_id
    from pin_runs

)

select
    cast({{ build_name() }} as {{ dbt.type_string() }}) as run_id,
    {{ build_started_at() }} as started_at,
    cast({{ utc_now() }} as timestamp) as finished_at,
    cast(promoted.model_id as {{ dbt.type_string() }}) as model_id,
    cast({{ var('join_weight') }} as double precision) as join_weight,
    cast({{ var('stay_weight') }} as double precision) as stay_weight,
    cast(last_pin_run.pin_run_id as bigint) as pin_run_id,
    cast(totals.record_count as bigint) as record_count,
    cast(totals.fingerprint_count as bigint) as fingerprint_count,
    cast(totals.scored_pair_count as bigint) as scored_pair_count,
    cast(totals.joining_pair_count as bigint) as joining_pair_count,
    cast(totals.doubtful_pair_count as bigint) as doubtful_pair_count,
    cast(totals.edge_count as bigint) as edge_count,
    cast(totals.customer_count as bigint) as customer_count,
    cast(totals.customers_of_1 as bigint) as single_record_customer_count,
    cast(totals.largest_customer_record_count as bigint) as largest_customer_record_count,
    cast(totals.conflicting_customer_count as bigint) as conflicting_customer_count,
    cast(totals.known_record_count as bigint) as known_record_count,
    cast(totals.changed_record_count as bigint) as changed_record_count

from totals
cross join promoted
cross join last_pin_run
