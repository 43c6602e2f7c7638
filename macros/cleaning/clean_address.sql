{# A line of an address for display. #}
{% macro clean_address(value) %}
    {{- return(clean_text(value)) -}}
{% endmacro %}
