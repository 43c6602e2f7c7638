{# A name with capitals where names have them: McDonald and O'Neill get their second one, MacLeod and LeBron keep what was
   typed, `small_words` (van, upon) have none but at the start. #}
{% macro proper_case(value, small_words=[]) %}
    {%- set marked = regex_replace(value, "(^|[ -])(mc)([a-z][a-z])", "\\1\\2|\\3", ignore_case=true) -%}
    {%- set marked = regex_replace(marked, "([a-z])([A-Z])", "\\1|\\2") -%}
    {%- set cased = namespace(sql="replace(" ~ initial_capitals(marked) ~ ", '|', '')") -%}
    {%- set cased.sql = regex_replace(cased.sql, "''S( |$)", "''s\\1") -%}
    {%- for word in small_words -%}
        {%- set cased.sql = "replace(" ~ cased.sql ~ ", ' " ~ word | title ~ " ', ' " ~ word ~ " ')" -%}
    {%- endfor -%}
    {{- return(cased.sql) -}}
{% endmacro %}

{# The same for a text that may hold more than names ('Flat 2, PO Box 7'): only when `value`, which `cleaned` was made
   from, is all capitals or all small letters. #}
{% macro proper_case_if_needed(cleaned, value, small_words) %}
    {{- return(
        "case when " ~ value ~ " = upper(" ~ value ~ ") or " ~ value ~ " = lower(" ~ value ~ ") then "
        ~ proper_case(regex_replace(cleaned, "([0-9])([A-Z])", "\\1|\\2"), small_words) ~ " else " ~ cleaned ~ " end"
    ) -}}
{% endmacro %}
