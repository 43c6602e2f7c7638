{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='append_new_columns',
        full_refresh=false
    )
}}

select
    cast({{ build_name() }} as {{ dbt.type_string() }}) as run_id,
    cast(figure as {{ dbt.type_string() }}) as figure,
    cast(item as {{ dbt.type_string() }}) as item,
    cast(value as double precision) as value,
    cast(base_count as bigint) as base_count

from {{ ref('int_diagnostics__run_figures') }}
