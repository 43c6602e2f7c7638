{# Per comparison, how many edges compare it, on how many it speaks for one person, and the sum of its weights. #}
{% macro compared_weights() %}
    {%- set columns = [] -%}
    {%- for name in comparison_names() -%}
        {%- do columns.append(
            "sum(case when " ~ name ~ "_level >= 0 then 1 else 0 end) as " ~ name ~ "_count, "
            ~ "sum(case when " ~ name ~ "_weight > 0 then 1 else 0 end) as " ~ name ~ "_for, "
            ~ "sum(cast(" ~ name ~ "_weight as numeric(18, 6))) as " ~ name ~ "_sum"
        ) -%}
    {%- endfor -%}
    {{- return(columns | join(",\n        ")) -}}
{% endmacro %}

{# The sums above as rows: comparison, edge_count, supporting_edge_count, mean_weight. #}
{% macro compared_weight_rows(relation) %}
    {%- set queries = [] -%}
    {%- for name in comparison_names() -%}
        {%- do queries.append(
            "select '" ~ name ~ "' as comparison, coalesce(" ~ name ~ "_count, 0) as edge_count, "
            ~ "coalesce(" ~ name ~ "_for, 0) as supporting_edge_count, "
            ~ "cast(" ~ name ~ "_sum / nullif(" ~ name ~ "_count, 0) as double precision) as mean_weight from " ~ relation
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\nunion all\n")) -}}
{% endmacro %}
