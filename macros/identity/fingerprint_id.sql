{# The id of a distinct combination of identity attributes: a hash of all of them, missing ones counting as empty. #}
{% macro fingerprint_id(columns) %}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {%- do parts.append("coalesce(" ~ column ~ ", '')") -%}
    {%- endfor -%}
    {{- return(hash_bigint("(" ~ parts | join(" || '|' || ") ~ ")")) -}}
{% endmacro %}
