{# The letters a to z of a name in small form, words parted by one space, apostrophes and dots gone; null where none is left. #}
{% macro letters(value) %}
    {%- set spelled = "replace(replace(" ~ strip_accents(value) ~ ", '''', ''), '.', '')" -%}
    {{- return("nullif(trim(" ~ regex_replace(spelled, "[^a-z]+", " ") ~ "), '')") -}}
{% endmacro %}
