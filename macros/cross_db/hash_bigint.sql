{# A whole number of 60 bits made of a text: the same on every engine, because MD5 is. #}
{% macro hash_bigint(value) %}
    {{- return(adapter.dispatch('hash_bigint', 'scv')(value)) -}}
{% endmacro %}

{# PostgreSQL reads hexadecimal through a bit string. #}
{% macro default__hash_bigint(value) %}
    {{- return("cast(cast('x' || lpad(left(md5(" ~ value ~ "), 15), 16, '0') as bit(64)) as bigint)") -}}
{% endmacro %}

{% macro duckdb__hash_bigint(value) %}
    {{- return("cast('0x' || left(md5(" ~ value ~ "), 15) as bigint)") -}}
{% endmacro %}

{% macro redshift__hash_bigint(value) %}
    {{- return("strtol(left(md5(" ~ value ~ "), 15), 16)") -}}
{% endmacro %}
