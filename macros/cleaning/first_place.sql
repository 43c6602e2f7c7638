{# The first of the places in a free text such as 'Leeds, UK'. #}
{% macro first_place(value) %}
    {{- return(dbt.split_part(value, "','", 1)) -}}
{% endmacro %}
