{# The column, or null where it holds a value that stands for "not known" (rows of the CTE `placeholders`). #}
{% macro null_placeholder(attribute, column=none) %}
    {%- set column = column or attribute -%}
    {{- return(
        "case when lower(cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")) in "
        ~ "(select value from placeholders where attribute = '" ~ attribute ~ "') then null else " ~ column ~ " end"
    ) -}}
{% endmacro %}
