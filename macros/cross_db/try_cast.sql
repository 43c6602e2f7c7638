{# `value` as `data_type`, or null when it can't be. #}
{% macro try_cast(value, data_type) %}
    {{- return(adapter.dispatch('try_cast', 'scv')(value, data_type)) -}}
{% endmacro %}

{% macro duckdb__try_cast(value, data_type) %}
    {{- return("try_cast(" ~ value ~ " as " ~ data_type ~ ")") -}}
{% endmacro %}

{# PostgreSQL 16 and later can ask first; the text is given twice. #}
{% macro postgres__try_cast(value, data_type) %}
    {{- return(
        "case when pg_input_is_valid(" ~ value ~ ", '" ~ data_type ~ "') then cast(" ~ value ~ " as " ~ data_type ~ ") end"
    ) -}}
{% endmacro %}
