{# The rows of a unit test, as dbt writes them. Redshift refuses LISTAGG, MEDIAN and the like in a query that reads no table:
   there the rows are joined with a count of the table that they stand for. #}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
    {%- set fixture = dbt.get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- if target.type != 'redshift' -%}
        {{- return(fixture) -}}
    {%- endif -%}
    {{- return(
        "select fixture.* from (" ~ fixture ~ ") as fixture cross join (select count(*) as row_count from " ~ this
        ~ ") as stood_for"
    ) -}}
{% endmacro %}
