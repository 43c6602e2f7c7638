{#- One row per record with a value of `attribute`, from the column of that name or from `column`. `forename` and `surname`
    name the columns that the customer's name has to agree with before the value may be theirs; none for no such tie. -#}
{% macro attribute_values(attribute, column=none, completeness='1', forename=none, surname=none) -%}
    select
        pin,
        record_key,
        source_system,
        recorded_at,
        '{{ attribute }}' as attribute,
        cast({{ column or attribute }} as {{ dbt.type_string() }}) as attribute_value,
        cast(null as {{ dbt.type_string() }}) as value_group,
        {{ completeness }} as completeness,
        {{ forename or "cast(null as " ~ dbt.type_string() ~ ")" }} as with_forename,
        {{ surname or "cast(null as " ~ dbt.type_string() ~ ")" }} as with_surname

    from records
    where {{ column or attribute }} is not null
{%- endmacro %}
