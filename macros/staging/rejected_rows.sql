{# A query of the raw rows that can't be used, in the shape of `rejected_records`. Rows that staging accepted, by their key
   in `staged_key`, aren't judged a second time; without that column all rows are. #}
{% macro rejected_rows(channel, table, staged_key=none) %}
    {%- set raw_rows = doubtful_rows(channel, table, staged_key) if staged_key else none -%}
    {%- set query = judged_rows(channel, table, raw_rows) -%}
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

{# A query of the raw rows without a key of their own in the staging model: staging left them out or chose among copies. #}
{% macro doubtful_rows(channel, table, staged_key) %}
    {%- set query = raw_table(channel, table) -%}
    {%- set staged = ref('stg_' ~ channel ~ '__' ~ table) -%}
    {%- if not execute -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set key = "trim(raw_rows." ~ raw_definition(channel, table).meta.primary_key ~ ")" -%}
    {{- return(
        "select raw_rows.* from (" ~ query ~ ") as raw_rows left join ("
        ~ "select staged." ~ staged_key ~ " as accepted_key from (select * from " ~ staged ~ ") as staged inner join (" ~ query
        ~ ") as raw_rows on staged." ~ staged_key ~ " = " ~ key ~ " group by staged." ~ staged_key
        ~ " having count(*) = 1) as accepted on " ~ key ~ " = accepted.accepted_key where accepted.accepted_key is null"
    ) -}}
{% endmacro %}
