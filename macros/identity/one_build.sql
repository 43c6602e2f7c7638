{# One build of a schema at a time: on a server whoever comes second is refused before anything is written. DuckDB's file
   has a lock of its own. Commands that only read or compile are free to run beside a build. #}
{% macro begin_build() %}
    {%- if execute and builds_on_server() -%}
        {%- set place = state_table('pin_ledger').without_identifier() -%}
        {%- do adapter.create_schema(place) -%}
        {%- set obstacle = adapter.begin_build(place.schema) -%}
        {%- if obstacle -%}
            {%- do exceptions.raise_compiler_error(obstacle) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro end_build() %}
    {%- if execute and builds_on_server() -%}
        {%- do adapter.end_build() -%}
    {%- endif -%}
{% endmacro %}

{# Whether this command writes to a server's tables. #}
{% macro builds_on_server() %}
    {{- return(target.type in ['postgres', 'redshift'] and flags.WHICH in ['build', 'run', 'retry', 'seed', 'snapshot']) -}}
{% endmacro %}
