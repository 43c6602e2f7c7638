{# A query of the raw rows that can't be used, in the shape of `rejected_records`. #}
{% macro rejected_rows(channel, table) %}
    {%- set query = judged_rows(channel, table) -%}
    {%- if not execute -%}
        {{- return(query) -}}
    {%- endif -%}
    {{- return(
        "select '" ~ channel ~ "' as channel, '" ~ table ~ "' as raw_table, "
        ~ raw_definition(channel, table).meta.primary_key ~ " as source_record_id, reject_reason as reason, "
        ~ json_object(raw_columns(channel, table)) ~ " as raw_row from (" ~ query ~ ") as judged_rows"
        ~ " where reject_reason is not null"
    ) -}}
{% endmacro %}
