{# Drop the tables that dbt-duckdb leaves behind: it makes the temporary table of an incremental Python model a lasting
   one, in the default schema. Nothing is dropped but such tables, by their names; other adapters leave none. #}
{% macro drop_left_tables() %}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set left_tables = run_query(
            "select table_schema, table_name from information_schema.tables where table_name like 'linkage\\_%\\_\\_dbt\\_tmp%' escape '\\'"
        ) -%}
        {%- for row in left_tables.rows %}
            drop table if exists "{{ row[0] }}"."{{ row[1] }}";
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
