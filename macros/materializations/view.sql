{# PostgreSQL drops the views over a table when the table is rebuilt, also those that a `--select` leaves out. So a view is
   a table there, and any selection of models can be built by itself. #}
{% materialization view, adapter='postgres' %}
    {{ return(dbt.materialization_table_default()) }}
{% endmaterialization %}
