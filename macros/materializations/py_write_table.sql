{# How dbt-duckdb writes what a Python model returns: as its own macro of this name, but without pyarrow.dataset, which
   loads pandas wherever that is installed and which DuckDB no longer needs to read an Arrow table. #}
{% macro py_write_table(temporary, relation, compiled_code, partitioned_by=none, sorted_by=none) -%}
{{ compiled_code }}

def materialize(df, con):
    made = 'made_for_{{ relation.identifier }}'
    con.register(made, df)
    con.execute('create table {{ relation }} as select * from ' + made)
    con.unregister(made)
{% endmacro %}
