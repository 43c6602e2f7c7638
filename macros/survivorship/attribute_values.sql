{#- One row per record with a value of `attribute`: the value as text, from the column of that name or from `column`. -#}
{% macro attribute_values(attribute, column=none) -%}
    select
        record_key,
        '{{ attribute }}' as attribute,
        cast({{ column or attribute }} as {{ dbt.type_string() }}) as attribute_value,
        lower(cast({{ column or attribute }} as {{ dbt.type_string() }})) as same_as

    from records
    where {{ column or attribute }} is not null
{%- endmacro %}
