{# A query of all columns of a raw table, all text. A channel that `channels` doesn't list is an empty one. #}
{% macro raw_table(channel, table) %}
    {%- set relation = source(channel, table) -%}
    {%- if not execute -%}
        {{- return("select * from " ~ relation) -}}
    {%- endif -%}
    {%- set columns = raw_columns(channel, table) -%}
    {%- if channel in var('channels') -%}
        {{- return("select " ~ columns | join(", ") ~ " from " ~ relation) -}}
    {%- endif -%}
    {%- set empty_columns = [] -%}
    {%- for column in columns -%}
        {%- do empty_columns.append("cast(null as " ~ dbt.type_string() ~ ") as " ~ column) -%}
    {%- endfor -%}
    {{- return("select " ~ empty_columns | join(", ") ~ " where 1 = 0") -}}
{% endmacro %}
