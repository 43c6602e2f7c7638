{# A country as ISO 3166-1 alpha-2. #}
{% macro clean_country(value) %}
    {{- return("nullif(upper(trim(" ~ value ~ ")), '')") -}}
{% endmacro %}
