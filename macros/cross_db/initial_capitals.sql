{# `value` with a capital at the start of each run of letters and digits and small letters elsewhere. #}
{% macro initial_capitals(value) %}
    {{- return(adapter.dispatch('initial_capitals', 'scv')(value)) -}}
{% endmacro %}

{% macro default__initial_capitals(value) %}
    {{- return("initcap(" ~ value ~ ")") -}}
{% endmacro %}

{# DuckDB has no initcap. #}
{% macro duckdb__initial_capitals(value) %}
    {{- return(
        "array_to_string(list_transform(regexp_extract_all(" ~ value ~ ", '[\\pL\\pM\\pN]+|[^\\pL\\pM\\pN]+'), "
        ~ "lambda part: upper(part[1]) || lower(part[2:])), '')"
    ) -}}
{% endmacro %}
