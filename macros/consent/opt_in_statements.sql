{#- One row per record of `relation` that answers whether it may be written to or called by `medium`: the column
    `is_<medium>_opted_in`. `stated_at` is an expression for when it was answered; `wording` one for the words. -#}
{% macro opt_in_statements(relation, source_table, medium, stated_at='recorded_at', wording=none) -%}
    select
        record_key,
        '{{ source_table }}' as source_table,
        '{{ medium }}' as medium,
        'opt_in' as evidence,
        record_key as evidence_key,
        is_{{ medium }}_opted_in as is_yes,
        cast({{ stated_at }} as timestamp) as stated_at,
        recorded_at,
        {{ wording or "cast(null as " ~ dbt.type_string() ~ ")" }} as wording

    from {{ relation }}
    where is_{{ medium }}_opted_in is not null
{%- endmacro %}
