{# The surname of a bare name: its last word, with the particles before it. Null when there is only one word. #}
{% macro bare_name_surname(value) %}
    {{- return("trim(" ~ regex_extract(value, surname_at_end(), ignore_case=true) ~ ")") -}}
{% endmacro %}

{# A space, particles and the last word, as a regular expression. #}
{% macro surname_at_end() %}
    {{- return(" (" ~ particle_words() ~ " )*[^ ]+$") -}}
{% endmacro %}
