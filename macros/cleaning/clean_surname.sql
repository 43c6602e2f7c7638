{# A surname for display: no suffix or honours after it. #}
{% macro clean_surname(value) %}
    {{- return(clean_name(value)) -}}
{% endmacro %}
