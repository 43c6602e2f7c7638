{# A query with one row per raw table of the list (channel, table): how many of its rows staging accepted. #}
{% macro accepted_counts(tables) %}
    {%- set queries = [] -%}
    {%- for channel, table in tables -%}
        {%- do queries.append(
            "select '" ~ channel ~ "' as channel, '" ~ table ~ "' as raw_table, count(*) as accepted_rows from "
            ~ ref('stg_' ~ channel ~ '__' ~ table)
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\n    union all\n    ")) -}}
{% endmacro %}
