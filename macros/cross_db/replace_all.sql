{# `value` with the first of each pair replaced by the second. The firsts are plain text: nothing that a regular
   expression would read otherwise. #}
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

{# Takes the text apart and looks each piece up: sixty calls within each other are more than a linter can read. #}
{% macro duckdb__replace_all(value, pairs) %}
    {%- set cases = [] -%}
    {%- for old, new in pairs -%}
        {%- do cases.append("when '" ~ old ~ "' then '" ~ new ~ "'") -%}
    {%- endfor -%}
    {{- return(
        "array_to_string(list_transform(regexp_extract_all(" ~ value ~ ", '(?s)" ~ pairs | map("first") | join("|") ~ "|.'), "
        ~ "lambda part: case part " ~ cases | join(" ") ~ " else part end), '')"
    ) -}}
{% endmacro %}
