{# A query of literal rows, all text; none stands for null. #}
{% macro literal_rows(columns, rows) %}
    {%- set queries = [] -%}
    {%- for row in rows -%}
        {%- set values = [] -%}
        {%- for column in columns -%}
            {%- do values.append(text_literal(row[loop.index0] | default(none)) ~ " as " ~ column) -%}
        {%- endfor -%}
        {%- do queries.append("select " ~ values | join(", ")) -%}
    {%- endfor -%}
    {{- return(queries | join(" union all ")) -}}
{% endmacro %}

{# A text literal, or a typed null. #}
{% macro text_literal(value) %}
    {%- if value is none -%}
        {{- return("cast(null as " ~ dbt.type_string() ~ ")") -}}
    {%- endif -%}
    {{- return("cast('" ~ value | replace("'", "''") ~ "' as " ~ dbt.type_string() ~ ")") -}}
{% endmacro %}
