{# A query of a table of state as the last build left it, by its columns and their types; without rows before the first
   build, and with `--full-refresh`. What happens upstream of the table may read it so: as state, not as an input of this
   run. #}
{% macro last_build_of(name, columns) %}
    {%- set schema = generate_schema_name('intermediate', none) | trim -%}
    {%- set state = adapter.get_relation(database=target.database, schema=schema, identifier=name) if execute and not flags.FULL_REFRESH else none -%}
    {%- if state is none -%}
        {%- set missing = [] -%}
        {%- for column, type in columns.items() -%}
            {%- do missing.append("cast(null as " ~ type ~ ") as " ~ column) -%}
        {%- endfor -%}
        select {{ missing | join(', ') }} where 1 = 0
    {%- else -%}
        select {{ columns | join(', ') }} from {{ state }}
    {%- endif -%}
{% endmacro %}
