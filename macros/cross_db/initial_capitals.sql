{# `value` with a capital at the start of each run of letters and digits and small letters elsewhere. #}
{% macro initial_capitals(value) %}
    {{- return(adapter.dispatch('initial_capitals', 'scv')(value)) -}}
{% endmacro %}

{% macro default__initial_capitals(value) %}
    {{- return("initcap(" ~ value ~ ")") -}}
{% endmacro %}

{# DuckDB has no initcap. Words are what stands between spaces here; so a space is put after every other mark, for a word
   can begin there too, and taken out again. #}
{% macro duckdb__initial_capitals(value) %}
    {%- set spaced = "regexp_replace(" ~ value ~ ", '([^\\p{L}\\p{N} ])', '\\1~ ', 'g')" -%}
    {{- return(
        "replace(array_to_string(list_transform(string_split(" ~ spaced ~ ", ' '), "
        ~ "lambda word: upper(word[1]) || lower(word[2:])), ' '), '~ ', '')"
    ) -}}
{% endmacro %}
