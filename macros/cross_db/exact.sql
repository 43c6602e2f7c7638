{# A quotient, or another number that may be a floating point one, as an exact number of this type: halves are rounded
   away from zero on every engine. Factors and divisors, no sum: what an engine puts before it is multiplied with. #}
{% macro exact(number, data_type) %}
    {{- return(adapter.dispatch('exact', 'scv')(number, data_type)) -}}
{% endmacro %}

{# PostgreSQL divides exact numbers to more digits than any column has. #}
{% macro default__exact(number, data_type) %}
    {{- return("cast(" ~ number ~ " as " ~ data_type ~ ")") -}}
{% endmacro %}

{# DuckDB divides in binary, where 2.01 / 2 is a little less than 1.005: rounding to ten digits first brings the half
   back. #}
{% macro duckdb__exact(number, data_type) %}
    {{- return("cast(cast(" ~ number ~ " as numeric(38, 10)) as " ~ data_type ~ ")") -}}
{% endmacro %}

{# Redshift leaves a quotient of sums, which have 38 digits, four decimals (AWS: Computations with numeric values). So it
   divides in binary, as DuckDB does. #}
{% macro redshift__exact(number, data_type) %}
    {{- return(duckdb__exact("cast(1 as double precision) * " ~ number, data_type)) -}}
{% endmacro %}
