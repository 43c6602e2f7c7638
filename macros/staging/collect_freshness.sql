{# What `dbt source freshness` asks of a raw table: the time of its newest row, in place of dbt's own query, since raw
   times are text in the layout that the source's meta names. Of a channel that `channels` doesn't list nothing is
   expected, so it is as fresh as can be. #}
{% macro collect_freshness(source, loaded_at_field, filter) %}
    {%- set found = [] -%}
    {%- for definition in graph.sources.values() -%}
        {%- if definition.schema == source.schema and definition.identifier == source.identifier -%}
            {%- do found.append(definition) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set definition = found | first -%}
    {%- set layouts = dict(definition.meta.get('newest_by', {}), **definition.meta.get('required_times', {})) -%}
    {%- set newest = "max(" ~ timestamp_from_text(loaded_at_field, layouts[loaded_at_field]) ~ ")" -%}
    {%- set present = definition.source_name in var('channels') -%}
    {% call statement('collect_freshness', fetch_result=True, auto_begin=False) -%}
        select
            {{ newest if present else utc_now() }} as max_loaded_at,
            {{ utc_now() }} as snapshotted_at
        {% if present -%}
        from {{ source }}
        {%- endif %}
        {% if present and filter -%}
        where {{ filter }}
        {%- endif %}
    {%- endcall %}
    {{ return(load_result('collect_freshness')) }}
{% endmacro %}
