{# The rows of staging models whose key is in no row of a fact. A case is (staging model, its key as an expression, fact,
   the fact's key). #}
{% macro rows_missing_from_a_fact(cases) %}
    {%- set queries = [] -%}
    {%- for staging_model, staged_key, fact, fact_key in cases -%}
        {%- do queries.append(
            "select '" ~ staging_model ~ "' as staging_model, '" ~ fact ~ "' as fact, staged.row_key from (select "
            ~ staged_key ~ " as row_key from " ~ ref(staging_model) ~ ") as staged left join (select " ~ fact_key
            ~ " as row_key from " ~ ref(fact) ~ ") as facts on staged.row_key = facts.row_key where facts.row_key is null"
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\nunion all\n")) -}}
{% endmacro %}
