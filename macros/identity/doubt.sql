{# How uncertain a match weight (log2 odds) leaves us, in bits: the binary entropy of its probability. 1 is a toss-up. #}
{% macro doubt(match_weight) %}
    {%- set odds = "power(2, greatest(-30, least(30, " ~ match_weight ~ ")))" -%}
    {%- set yes = "(" ~ odds ~ " / (1 + " ~ odds ~ "))" -%}
    {%- set no = "(1 / (1 + " ~ odds ~ "))" -%}
    {{- return("(-(" ~ yes ~ " * ln(" ~ yes ~ ") + " ~ no ~ " * ln(" ~ no ~ ")) / ln(2))") -}}
{% endmacro %}

{# A match weight as people read it: one decimal. #}
{% macro shown_weight(match_weight) %}
    {{- return("cast(cast(" ~ match_weight ~ " as numeric(9, 1)) as " ~ dbt.type_string() ~ ")") -}}
{% endmacro %}
