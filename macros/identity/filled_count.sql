{# How many of the columns have a value. #}
{% macro filled_count(relation, columns) %}
    {%- set terms = [] -%}
    {%- for column in columns -%}
        {%- do terms.append("case when " ~ relation ~ "." ~ column ~ " is null then 0 else 1 end") -%}
    {%- endfor -%}
    {{- return("(" ~ terms | join(" + ") ~ ")") -}}
{% endmacro %}
