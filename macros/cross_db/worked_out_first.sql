{# The end of a CTE whose columns are worked out for all rows before the next CTE begins. PostgreSQL keeps 32 compiled
   regular expressions a session: where one row needs more than that at a time, each is compiled again for every row, at
   ten times the cost. A sort by `key` is where it stops and goes on; rows that are
   in that order already would not stop, so a second one turns the order round. #}
{% macro worked_out_first(key) %}
    {{- return(adapter.dispatch('worked_out_first', 'scv')(key)) -}}
{% endmacro %}

{% macro default__worked_out_first(key) %}
    {{- return("") -}}
{% endmacro %}

{% macro postgres__worked_out_first(key) %}
    {{- return(" order by " ~ key) -}}
{% endmacro %}

{# dbt-redshift falls back on PostgreSQL's macros; Redshift has another engine for regular expressions. #}
{% macro redshift__worked_out_first(key) %}
    {{- return("") -}}
{% endmacro %}
