{# A full name in the order forename, middle names, surname, without title and suffix. #}
{% macro bare_name(value) %}
    {{- return(clean_name(value)) -}}
{% endmacro %}
