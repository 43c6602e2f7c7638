{# A query of a raw table's rows and `reject_reason`. Of rows with one key the newest sound one stays (by the column that
   the source's meta names, then by content), and the others are rejected as copies. Rows are parted into those with a
   key of their own and the few others first, so that the rules are worked out once a row. A test may give the raw rows
   itself, as a query. #}
{% macro judged_rows(channel, table, raw_rows=none) %}
    {%- set query = raw_rows or raw_table(channel, table) -%}
    {%- set test_records = ref('test_records') -%}
    {%- if not execute -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set columns = raw_columns(channel, table) | join(", ") -%}
    {%- set rules = raw_definition(channel, table).meta -%}
    {%- set key = "trim(raw_rows." ~ rules.primary_key ~ ")" -%}
    {%- set newest_first = [] -%}
    {%- for column, layout in rules.get('newest_by', {}).items() -%}
        {%- set newest = timestamp_from_text(column, layout) -%}
        {%- do newest_first.append("coalesce(" ~ newest ~ ", timestamp '0001-01-01 00:00:00') desc") -%}
    {%- endfor -%}
    {%- do newest_first.append(json_object(raw_columns(channel, table))) -%}
    {%- set template -%}
    with

    raw_rows as (

        {{ query }}

    ),

    repeated_keys as (

        select {{ key }} as repeated_key
        from raw_rows
        where {{ key }} <> ''
        group by {{ key }}
        having count(*) > 1

    ),

    lone_rows as (

        select raw_rows.*
        from raw_rows
        left join repeated_keys on {{ key }} = repeated_keys.repeated_key
        where repeated_keys.repeated_key is null

    ),

    repeated_rows as (

        select
            raw_rows.*,
            repeated_keys.repeated_key,
            {{ row_reject_reason(channel, table) }} as row_reject_reason

        from raw_rows
        inner join repeated_keys on {{ key }} = repeated_keys.repeated_key

    ),

    ranked_rows as (

        select
            repeated_rows.*,
            row_number() over (
                partition by repeated_key, case when row_reject_reason is null then 'sound' else 'spoilt' end
                order by {{ newest_first | join(", ") }}
            ) as copy_number

        from repeated_rows

    )

    select
        {{ columns }},
        {{ row_reject_reason(channel, table) }} as reject_reason

    from lone_rows

    union all

    select
        {{ columns }},
        coalesce(row_reject_reason, case when copy_number > 1 then 'duplicate primary key' end) as reject_reason

    from ranked_rows
    {%- endset -%}
    {{- return(template) -}}
{% endmacro %}

{# A query of the raw rows that can be used: what a staging model begins with. #}
{% macro accepted_rows(channel, table) %}
    {%- set query = judged_rows(channel, table) -%}
    {%- if not execute -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set columns = raw_columns(channel, table) | join(", ") -%}
    {{- return(
        "select " ~ columns ~ " from (" ~ query ~ ") as judged_rows where reject_reason is null"
        ~ worked_out_first(raw_definition(channel, table).meta.primary_key)
    ) -}}
{% endmacro %}
