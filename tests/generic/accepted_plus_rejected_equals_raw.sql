{# Fails when a raw row of a table is neither in its staging model nor in `rejected_records`, or is in both. #}
{% test accepted_plus_rejected_equals_raw(model, channel, source_table) %}
    with

    counts as (

        select
            (select count(*) from {{ model }}) as accepted_rows,
            (
                select count(*) from {{ ref('rejected_records') }}
                where channel = '{{ channel }}' and raw_table = '{{ source_table }}'
            ) as rejected_rows,
            (select count(*) from ({{ raw_table(channel, source_table) }}) as raw_rows) as raw_rows

    )

    select * from counts
    where accepted_rows + rejected_rows <> raw_rows
{% endtest %}
