{# The tables in which PINs live on: they are made empty before the first build, so that what is upstream of them can
   read them as the last build left them, and are never dropped. #}
{% macro state_table(name) %}
    {{- return(api.Relation.create(
        database=target.database, schema=generate_schema_name('intermediate', none) | trim, identifier=name, type='table'
    )) -}}
{% endmacro %}

{% macro create_state_tables() %}
    {%- if execute -%}
        {%- set text = dbt.type_string() -%}
        {%- set ledger = state_table('pin_ledger') -%}
        {%- do adapter.create_schema(ledger.without_identifier()) -%}
        create table if not exists {{ ledger }} (
            record_key {{ text }} not null,
            pin {{ text }} not null,
            run_id bigint not null,
            valid_from timestamp not null,
            reason {{ text }} not null,
            cause {{ text }} not null,
            ended_run_id bigint,
            valid_to timestamp,
            ended_cause {{ text }}
        );
        create table if not exists {{ state_table('pin_runs') }} (
            run_id bigint not null,
            kind {{ text }},
            started_at timestamp,
            model_id {{ text }},
            rules {{ text }},
            issued_pins bigint,
            known_records bigint,
            changed_records bigint,
            changed_weight double precision,
            least_changed_weight double precision
        )
        {#- dbt has looked round before its hooks run: it has to be told. -#}
        {%- for name in ['pin_ledger', 'pin_runs'] -%}
            {%- do adapter.cache_added(state_table(name)) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
