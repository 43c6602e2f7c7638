{# `value` with the first of each pair replaced by the second, one pair after the other. No pair holds an equals sign. #}
{% macro replace_all(value, pairs) %}
    {{- return(adapter.dispatch('replace_all', 'scv')(value, pairs)) -}}
{% endmacro %}

{% macro default__replace_all(value, pairs) %}
    {%- set replaced = namespace(sql=value) -%}
    {%- for old, new in pairs -%}
        {%- set replaced.sql = "replace(" ~ replaced.sql ~ ", '" ~ old ~ "', '" ~ new ~ "')" -%}
    {%- endfor -%}
    {{- return(replaced.sql) -}}
{% endmacro %}

{# A fold over a list: sixty calls within each other are more than linters and people can read. #}
{% macro duckdb__replace_all(value, pairs) %}
    {%- set listed = [] -%}
    {%- for old, new in pairs -%}
        {%- do listed.append("'" ~ old ~ "=" ~ new ~ "'") -%}
    {%- endfor -%}
    {{- return(
        "list_reduce([" ~ listed | join(", ") ~ "], "
        ~ "lambda text, pair: replace(text, split_part(pair, '=', 1), split_part(pair, '=', 2)), " ~ value ~ ")"
    ) -}}
{% endmacro %}
