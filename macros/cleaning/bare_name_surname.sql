{# The surname of a bare name: its last word with the particles before it, or its only word after a title. #}
{% macro bare_name_surname(value, title='null') %}
    {{- return(
        "case when " ~ value ~ " like '% %' then trim(" ~ regex_extract(value, surname_at_end(), ignore_case=true)
        ~ ") when coalesce(" ~ title ~ ", 'Sir') not in ('Sir', 'Dame') then " ~ value ~ " end"
    ) -}}
{% endmacro %}

{# A space, particles and the last word, as a regular expression. #}
{% macro surname_at_end() %}
    {{- return(" (" ~ particle_words() ~ " )*[^ ]+$") -}}
{% endmacro %}
