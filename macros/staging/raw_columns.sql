{# The columns of a raw table, as its source YAML lists them. #}
{% macro raw_columns(channel, table) %}
    {%- set names = [] -%}
    {%- for column in raw_definition(channel, table).columns.values() -%}
        {%- do names.append(column.name) -%}
    {%- endfor -%}
    {{- return(names) -}}
{% endmacro %}

{# What the manifest knows of a raw table: its columns and the rules in its meta. #}
{% macro raw_definition(channel, table) %}
    {%- for definition in graph.sources.values() -%}
        {%- if definition.source_name == channel and definition.name == table -%}
            {{- return(definition) -}}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
