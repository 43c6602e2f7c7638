{# What a model's own statements need of the planner: the pre-hook of every model. #}
{% macro plan_whole_tables() %}
    {{- return(adapter.dispatch('plan_whole_tables', 'scv')()) -}}
{% endmacro %}

{% macro default__plan_whole_tables() %}
    {{- return("") -}}
{% endmacro %}

{# PostgreSQL knows nothing of a CTE's rows, takes them for one where two columns are joined by, and then compares each
   row with each. A model reads whole tables, which hash joins do; where none is possible it still loops. #}
{% macro postgres__plan_whole_tables() %}
    {{- return("set local enable_nestloop = off") -}}
{% endmacro %}

{# dbt-redshift falls back on PostgreSQL's macros; Redshift has no such setting. #}
{% macro redshift__plan_whole_tables() %}
    {{- return("") -}}
{% endmacro %}
