{# A whole number, or null when it is none. #}
{% macro clean_integer(value) %}
    {{- return(try_cast("nullif(trim(" ~ value ~ "), '')", "integer")) -}}
{% endmacro %}
