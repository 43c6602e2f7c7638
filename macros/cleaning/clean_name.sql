{# A forename, surname or middle names for display. #}
{% macro clean_name(value) %}
    {{- return(initial_capitals(clean_text(value))) -}}
{% endmacro %}
