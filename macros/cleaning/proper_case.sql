{# `cleaned` with capitals where a name has them, when `value`, which it was made from, is all capitals or all small
   letters; what people typed with both is left as they typed it. McDonald and O'Neill get their second capital. #}
{% macro proper_case(cleaned, value, small_words) %}
    {%- set marked = regex_replace("lower(" ~ cleaned ~ ")", "(^|[ -])mc([a-z][a-z])", "\\1mc|\\2") -%}
    {%- set capitals = "replace(" ~ initial_capitals(marked) ~ ", '|', '')" -%}
    {%- set cased = namespace(sql=regex_replace(capitals, "''S( |$)", "''s\\1")) -%}
    {%- for word in small_words -%}
        {%- set cased.sql = "replace(" ~ cased.sql ~ ", ' " ~ word | title ~ " ', ' " ~ word ~ " ')" -%}
    {%- endfor -%}
    {{- return(
        "case when " ~ value ~ " = upper(" ~ value ~ ") or " ~ value ~ " = lower(" ~ value ~ ") then " ~ cased.sql
        ~ " else " ~ cleaned ~ " end"
    ) -}}
{% endmacro %}
