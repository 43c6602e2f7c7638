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

{# PostgreSQL: json_build_object() puts spaces around colons; this is the text that DuckDB writes. #}
{% macro postgres__json_object(columns) %}
    {%- set members = [] -%}
    {%- for column in columns -%}
        {%- do members.append("'\"" ~ column ~ "\":' || coalesce(cast(to_json(" ~ column ~ ") as text), 'null')") -%}
    {%- endfor -%}
    {{- return("('{' || " ~ members | join(" || ',' || ") ~ " || '}')") -}}
{% endmacro %}

{# Redshift: JSON is of the type SUPER; a column of text can be its member as it is. #}
{% macro redshift__json_object(columns) %}
    {%- set members = [] -%}
    {%- for column in columns -%}
        {%- do members.append("'" ~ column ~ "', " ~ column) -%}
    {%- endfor -%}
    {{- return("json_serialize(object(" ~ members | join(", ") ~ "))") -}}
{% endmacro %}
