{# A town for display. #}
{% macro clean_town(value) %}
    {{- return(initial_capitals(clean_text(value))) -}}
{% endmacro %}
