{# A quotient as an exact number of this type, halves rounded away from zero. #}
{% macro exact(quotient, data_type) %}
    {{- return(adapter.dispatch('exact', 'scv')(quotient, data_type)) -}}
{% endmacro %}

{% macro default__exact(quotient, data_type) %}
    {{- return("cast(" ~ quotient ~ " as " ~ data_type ~ ")") -}}
{% endmacro %}

{# DuckDB divides exact numbers in binary, where 2.01 / 2 is a little less than 1.005: ten digits bring the half back. #}
{% macro duckdb__exact(quotient, data_type) %}
    {{- return("cast(cast(" ~ quotient ~ " as numeric(38, 10)) as " ~ data_type ~ ")") -}}
{% endmacro %}
