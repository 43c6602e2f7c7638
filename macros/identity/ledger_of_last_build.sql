{# A query of the PIN ledger as the last build left it: what happens upstream of the ledger may read it, as state, not as
   an input of this run. Before the first build it has no rows. #}
{% macro ledger_of_last_build() %}
    {%- set schema = generate_schema_name('intermediate', none) | trim -%}
    {%- set ledger = adapter.get_relation(database=target.database, schema=schema, identifier='pin_ledger') if execute else none -%}
    {%- if ledger is none -%}
        select
            cast(null as {{ dbt.type_string() }}) as record_key,
            cast(null as {{ dbt.type_string() }}) as pin,
            cast(null as timestamp) as valid_from,
            cast(null as timestamp) as valid_to
        where 1 = 0
    {%- else -%}
        select record_key, pin, valid_from, valid_to from {{ ledger }}
    {%- endif -%}
{% endmacro %}
