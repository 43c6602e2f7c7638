{# The columns of a table with a contract. Redshift: a text without a length would have 256 bytes; `redshift_text_bytes`
   says how many each has. Longer values fail the build, and are never cut. #}
{% macro redshift__get_table_columns_and_constraints() %}
    {%- set lengths = var('redshift_text_bytes') -%}
    {%- set columns = {} -%}
    {%- for name, column in model['columns'].items() -%}
        {%- set has_no_length = column.data_type in ('varchar', 'text') -%}
        {%- set data_type = "varchar(" ~ lengths.get(name, lengths.default) ~ ")" if has_no_length else column.data_type -%}
        {%- do columns.update({name: dict(column, data_type=data_type)}) -%}
    {%- endfor -%}
    {{- return("(" ~ adapter.render_raw_columns_constraints(raw_columns=columns) | join(", ") ~ ")") -}}
{% endmacro %}
