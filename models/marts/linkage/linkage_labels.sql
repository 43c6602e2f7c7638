{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='append_new_columns',
        full_refresh=false,
        schema='stewardship'
    )
}}

-- A build makes the empty table and never writes to it: `scv label` does.
with

nothing_yet as (

    select
        cast(null as {{ dbt.type_string() }}) as label_id,
        cast(null as {{ dbt.type_string() }}) as sample_id,
        cast(null as {{ dbt.type_string() }}) as left_record_key,
        cast(null as {{ dbt.type_string() }}) as right_record_key,
        cast(null as {{ dbt.type_string() }}) as answer,
        cast(null as {{ dbt.type_string() }}) as stratum,
        cast(null as bigint) as stratum_pairs,
        cast(null as double precision) as match_weight,
        cast(null as {{ dbt.type_string() }}) as model_id,
        cast(null as {{ dbt.type_string() }}) as labelled_by,
        cast(null as timestamp) as labelled_at

)

select
    label_id,
    sample_id,
    left_record_key,
    right_record_key,
    answer,
    stratum,
    stratum_pairs,
    match_weight,
    model_id,
    labelled_by,
    labelled_at

from nothing_yet
where label_id is not null
