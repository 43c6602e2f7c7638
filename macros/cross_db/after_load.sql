{# What a table needs once its rows are in, beside what dbt does: the post-hook of every model, seed and snapshot. #}
{% macro after_load() %}
    {{- return(adapter.dispatch('after_load', 'scv')()) -}}
{% endmacro %}

{% macro default__after_load() %}
    {{- return("") -}}
{% endmacro %}

{# PostgreSQL: the planner's statistics at once, for autovacuum comes too late for the next model; and in the marts an
   index for each column that people look up or join by. #}
{% macro postgres__after_load() %}
    {%- set statements = ["analyze " ~ this] -%}
    {%- if model.fqn[1] == 'marts' and not is_incremental() -%}
        {%- for column in lookup_columns() if column in model.columns -%}
            {%- do statements.insert(0, "create index on " ~ this ~ " (" ~ column ~ ")") -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(statements | join("; ")) -}}
{% endmacro %}

{# dbt-redshift falls back on PostgreSQL's macros; Redshift has no indexes, and analyses by itself. #}
{% macro redshift__after_load() %}
    {{- return("") -}}
{% endmacro %}

{# Columns of the marts that one row, or a customer's few rows, are found by. #}
{% macro lookup_columns() %}
    {{- return(['pin', 'current_pin', 'record_key', 'household_id', 'visitor_id', 'order_id', 'case_id', 'occurred_at']) -}}
{% endmacro %}
