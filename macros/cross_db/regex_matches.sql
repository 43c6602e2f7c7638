{# Whether `pattern` occurs in `value`. #}
{% macro regex_matches(value, pattern) %}
    {{- return(adapter.dispatch('regex_matches', 'scv')(value, pattern)) -}}
{% endmacro %}

{% macro default__regex_matches(value, pattern) %}
    {{- return("(" ~ value ~ " ~ '" ~ pattern ~ "')") -}}
{% endmacro %}

{# DuckDB: its ~ operator asks for a match of the whole text. #}
{% macro duckdb__regex_matches(value, pattern) %}
    {{- return("regexp_matches(" ~ value ~ ", '" ~ pattern ~ "')") -}}
{% endmacro %}
