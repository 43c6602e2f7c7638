{# Every match of `pattern` in `value` replaced; `\1` in the replacement is the first group.
   Patterns keep to what RE2, PostgreSQL and Redshift share: no lookaround, no backslash classes, no lazy repeats. #}
{% macro regex_replace(value, pattern, replacement, ignore_case=false) %}
    {{- return(adapter.dispatch('regex_replace', 'scv')(value, pattern, replacement, ignore_case)) -}}
{% endmacro %}

{# PostgreSQL: only the first match is replaced unless the flag g is given. #}
{% macro default__regex_replace(value, pattern, replacement, ignore_case) %}
    {%- set flags = 'gi' if ignore_case else 'g' -%}
    {{- return("regexp_replace(" ~ value ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', '" ~ flags ~ "')") -}}
{% endmacro %}

{# Redshift replaces every match by itself; the flag is the fifth argument, and groups are $1, $2, ... #}
{% macro redshift__regex_replace(value, pattern, replacement, ignore_case) %}
    {%- set groups = modules.re.sub('\\\\([0-9])', '$\\1', replacement) -%}
    {%- set flags = ", 1, 'i'" if ignore_case else "" -%}
    {{- return("regexp_replace(" ~ value ~ ", '" ~ pattern ~ "', '" ~ groups ~ "'" ~ flags ~ ")") -}}
{% endmacro %}
