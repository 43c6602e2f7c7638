{# `value` with accents composed (one character for an accented letter, Unicode NFC), so that equal texts are equal. #}
{% macro compose_accents(value) %}
    {{- return(adapter.dispatch('compose_accents', 'scv')(value)) -}}
{% endmacro %}

{% macro default__compose_accents(value) %}
    {{- return("normalize(" ~ value ~ ", NFC)") -}}
{% endmacro %}

{% macro duckdb__compose_accents(value) %}
    {{- return("nfc_normalize(" ~ value ~ ")") -}}
{% endmacro %}

{# Redshift can't normalise: accents stay as they came. #}
{% macro redshift__compose_accents(value) %}
    {{- return(value) -}}
{% endmacro %}
