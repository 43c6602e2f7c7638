{# The named columns of a row as the text of one JSON object. #}
{% macro json_object(columns) %}
    {{- return(adapter.dispatch('json_object', 'scv')(columns)) -}}
{% endmacro %}

{% macro default__json_object(columns) %}
    {%- set members = [] -%}
    {%- for column in columns -%}
        {%- do members.append("'" ~ column ~ "', " ~ column) -%}
    {%- endfor -%}
    {{- return("cast(json_build_object(" ~ members | join(", ") ~ ") as text)") -}}
{% endmacro %}

{% macro duckdb__json_object(columns) %}
    {%- set members = [] -%}
    {%- for column in columns -%}
        {%- do members.append("'" ~ column ~ "', " ~ column) -%}
    {%- endfor -%}
    {{- return("cast(json_object(" ~ members | join(", ") ~ ") as varchar)") -}}
{% endmacro %}
