{# A query with one row per key and metric of a relation: the columns named, under each other. Metrics that are null are
   left out, as no rule holds for what is not known. #}
{% macro metric_rows(relation, key, metrics) %}
    {%- set queries = [] -%}
    {%- for metric in metrics -%}
        {%- do queries.append(
            "select " ~ key ~ ", '" ~ metric ~ "' as metric, cast(" ~ metric ~ " as numeric(18, 4)) as metric_value from "
            ~ relation ~ " where " ~ metric ~ " is not null"
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\n    union all\n    ")) -}}
{% endmacro %}
