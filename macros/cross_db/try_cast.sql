{# `value` as `data_type`, or null when it can't be. #}
{% macro try_cast(value, data_type) %}
    {{- return(adapter.dispatch('try_cast', 'scv')(value, data_type)) -}}
{% endmacro %}

{% macro duckdb__try_cast(value, data_type) %}
    {{- return("try_cast(" ~ value ~ " as " ~ data_type ~ ")") -}}
{% endmacro %}

{# PostgreSQL 16 and later can ask first; the text is given several times. Numbers are plain ones: no NaN, no 0x1F; and a
   fraction is rounded to a whole number, as DuckDB does. #}
{% macro postgres__try_cast(value, data_type) %}
    {%- set is_whole = data_type in ('integer', 'bigint', 'smallint') -%}
    {%- set is_number = is_whole or data_type.startswith('numeric') -%}
    {%- set text = "cast(round(cast(" ~ value ~ " as numeric)) as text)" if is_whole else value -%}
    {%- set form = value ~ " ~ '^ *[+-]?([0-9]+[.]?|[0-9]*[.][0-9]+)([eE][+-]?[0-9]{1,2})? *$'" if is_number else value ~ " is not null" -%}
    {{- return(
        "case when " ~ form ~ " then case when pg_input_is_valid(" ~ text ~ ", '" ~ data_type ~ "') then cast(" ~ text
        ~ " as " ~ data_type ~ ") end end"
    ) -}}
{% endmacro %}

{# Redshift: its TRY_CAST fails on blank text, and gives no whole number for a fraction. #}
{% macro redshift__try_cast(value, data_type) %}
    {%- set is_whole = data_type in ('integer', 'bigint', 'smallint') -%}
    {%- set is_number = is_whole or data_type.startswith('numeric') -%}
    {%- set form = value ~ " ~ '^ *[+-]?([0-9]+[.]?|[0-9]*[.][0-9]+)([eE][+-]?[0-9]{1,2})? *$'" if is_number else "trim(" ~ value ~ ") <> ''" -%}
    {%- set number = "round(try_cast(" ~ value ~ " as numeric(38, 6)))" if is_whole else value -%}
    {{- return("case when " ~ form ~ " then try_cast(" ~ number ~ " as " ~ data_type ~ ") end") -}}
{% endmacro %}
