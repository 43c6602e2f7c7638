{# One column per named one: how many rows have a value there. #}
{% macro filled_counts(columns) %}
    {%- set counts = [] -%}
    {%- for column in columns -%}
        {%- do counts.append("count(" ~ column ~ ") as " ~ column) -%}
    {%- endfor -%}
    {{- return(counts | join(",\n        ")) -}}
{% endmacro %}
