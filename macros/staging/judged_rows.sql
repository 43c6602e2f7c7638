{# A query of a raw table's rows and `reject_reason`. Of rows with one key the newest good one stays (by the column that
   the source's meta names, then by content), and the others are rejected as copies. A test may give the raw rows itself,
   as a query. #}
{% macro judged_rows(channel, table, raw_rows=none) %}
    {%- set query = raw_rows or raw_table(channel, table) -%}
    {%- set test_records = ref('test_records') -%}
    {%- if not execute -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set columns = raw_columns(channel, table) -%}
    {%- set rules = raw_definition(channel, table).meta -%}
    {%- set key = "trim(" ~ rules.primary_key ~ ")" -%}
    {%- set order = [] -%}
    {%- for column, layout in rules.get('newest_by', {}).items() -%}
        {%- set newest = timestamp_from_text(column, layout) -%}
        {%- do order.append("coalesce(" ~ newest ~ ", timestamp '0001-01-01 00:00:00') desc") -%}
    {%- endfor -%}
    {%- do order.append(json_object(columns)) -%}
    {%- set template -%}
    with

    raw_rows as (

        {{ query }}

    ),

    judged as (

        select
            raw_rows.*,
            {{ row_reject_reason(channel, table) }} as row_reject_reason

        from raw_rows

    ),

    repeated_keys as (

        select {{ key }} as repeated_key
        from judged
        where row_reject_reason is null
        group by {{ key }}
        having count(*) > 1

    ),

    repeated_rows as (

        select
            judged.*,
            row_number() over (partition by repeated_keys.repeated_key order by {{ order | join(", ") }}) as copy_number

        from judged
        inner join repeated_keys on trim(judged.{{ rules.primary_key }}) = repeated_keys.repeated_key
        where judged.row_reject_reason is null

    )

    select
        {{ columns | join(", ") }},
        row_reject_reason as reject_reason

    from judged
    left join repeated_keys
        on trim(judged.{{ rules.primary_key }}) = repeated_keys.repeated_key
        and judged.row_reject_reason is null
    where repeated_keys.repeated_key is null

    union all

    select
        {{ columns | join(", ") }},
        case when copy_number > 1 then 'duplicate primary key' end as reject_reason

    from repeated_rows
    {%- endset -%}
    {{- return(template) -}}
{% endmacro %}

{# A query of the raw rows that can be used: what a staging model begins with. #}
{% macro accepted_rows(channel, table) %}
    {{- return("select * from (" ~ judged_rows(channel, table) ~ ") as judged_rows where reject_reason is null") -}}
{% endmacro %}
