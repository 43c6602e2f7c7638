{# The letters a to z of a name in small form, words parted by one space, apostrophes and dots gone; of a name in another
   script its own letters. Null where none is left. #}
{% macro letters(value) %}
    {%- set spelled = "replace(replace(" ~ strip_accents(value) ~ ", '''', ''), '.', '')" -%}
    {%- set latin = "nullif(trim(" ~ regex_replace(spelled, "[^a-z]+", " ") ~ "), '')" -%}
    {%- set other = "nullif(trim(" ~ regex_replace(spelled, "[[:punct:][:space:][:digit:]]+", " ") ~ "), '')" -%}
    {{- return("coalesce(" ~ latin ~ ", " ~ other ~ ")") -}}
{% endmacro %}
