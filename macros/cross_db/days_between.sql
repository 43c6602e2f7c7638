{# Whole days from the first to the last, dates or times: all three warehouses subtract dates. #}
{% macro days_between(first, last) %}
    {{- return("(cast(" ~ last ~ " as date) - cast(" ~ first ~ " as date))") -}}
{% endmacro %}
