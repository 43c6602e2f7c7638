{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='append_new_columns',
        full_refresh=false,
        schema='stewardship'
    )
}}

-- A build notes the model that it had to train itself; every other row is written by `scv models`.
with

models as (

    select * from {{ ref('linkage_models') }}

)

select
    cast(models.model_id || '-1' as {{ dbt.type_string() }}) as promotion_id,
    models.model_id,
    cast('first' as {{ dbt.type_string() }}) as kind,
    models.trained_at as promoted_at,
    models.trained_by as promoted_by,
    cast('There was no model yet' as {{ dbt.type_string() }}) as why,
    cast(null as {{ dbt.type_string() }}) as replaced_model_id,
    cast(0 as bigint) as known_records,
    cast(0 as bigint) as changed_records,
    cast(false as boolean) as is_forced

from models
where
    models.is_promoted
{% if is_incremental() %}
    and not exists (select 1 from {{ this }})
{% endif %}
