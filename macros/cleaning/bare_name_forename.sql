{# The forename of a bare name: its first word. A lone word is a forename, but after a title a surname: 'Ms Edwards'. #}
{% macro bare_name_forename(value, title='null') %}
    {%- set first_word = regex_extract(value, "^[^ ]+") -%}
    {{- return(
        "case when " ~ value ~ " like '% %' or coalesce(" ~ title ~ ", 'Sir') in ('Sir', 'Dame') then "
        ~ first_word ~ " end"
    ) -}}
{% endmacro %}
