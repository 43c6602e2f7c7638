{# A quotient, or another number that may be a floating point one, as an exact number of this type: halves are rounded
   away from zero on every engine. #}
{% macro exact(number, data_type) %}
    {{- return(adapter.dispatch('exact', 'scv')(number, data_type)) -}}
{% endmacro %}

{# PostgreSQL and Redshift divide exact numbers exactly. #}
{% macro default__exact(number, data_type) %}
    {{- return("cast(" ~ number ~ " as " ~ data_type ~ ")") -}}
{% endmacro %}

{# DuckDB divides in binary, where 2.01 / 2 is a little less than 1.005: rounding to ten digits first brings the half
   back. #}
{% macro duckdb__exact(number, data_type) %}
    {{- return("cast(cast(" ~ number ~ " as numeric(38, 10)) as " ~ data_type ~ ")") -}}
{% endmacro %}
