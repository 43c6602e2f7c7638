{# The first match of `pattern` in `value`, whole (groups are not told apart), or null. #}
{% macro regex_extract(value, pattern, ignore_case=false) %}
    {{- return(adapter.dispatch('regex_extract', 'scv')(value, pattern, ignore_case)) -}}
{% endmacro %}

{% macro default__regex_extract(value, pattern, ignore_case) %}
    {{- return("regexp_substr(" ~ value ~ ", '" ~ pattern ~ "', 1, 1, '" ~ ('i' if ignore_case else 'c') ~ "')") -}}
{% endmacro %}

{# DuckDB: no match is the empty string, not null. #}
{% macro duckdb__regex_extract(value, pattern, ignore_case) %}
    {%- set flag = 'i' if ignore_case else 'c' -%}
    {{- return("nullif(regexp_extract(" ~ value ~ ", '" ~ pattern ~ "', 0, '" ~ flag ~ "'), '')") -}}
{% endmacro %}

{# PostgreSQL: a match of nothing is the empty string. #}
{% macro postgres__regex_extract(value, pattern, ignore_case) %}
    {{- return("nullif(" ~ default__regex_extract(value, pattern, ignore_case) ~ ", '')") -}}
{% endmacro %}
