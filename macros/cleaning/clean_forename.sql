{# A forename or middle names for display: no title before it. #}
{% macro clean_forename(value) %}
    {{- return(clean_name(value)) -}}
{% endmacro %}
