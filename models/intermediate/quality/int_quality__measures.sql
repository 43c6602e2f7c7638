with

attributes as (

    select * from {{ ref('stg_quality__attributes') }}

),

raw_tables as (

    select * from {{ ref('int_quality__raw_tables') }}

),

measures as (

    select
        channel,
        raw_table,
        attribute,
        'completeness' as measure,
        filled_values - placeholder_values as counted,
        records as out_of
    from attributes

    union all

    select
        channel,
        raw_table,
        attribute,
        'validity' as measure,
        filled_values as counted,
        given_values as out_of
    from attributes

    union all

    select
        channel,
        raw_table,
        attribute,
        'placeholders' as measure,
        placeholder_values as counted,
        filled_values as out_of
    from attributes

    union all

    select
        channel,
        raw_table,
        attribute,
        'uniqueness' as measure,
        distinct_values as counted,
        filled_values as out_of
    from attributes
    where distinct_values is not null

    union all

    select
        channel,
        raw_table,
        'rows' as attribute,
        'rejected' as measure,
        rejected_rows as counted,
        raw_rows as out_of
    from raw_tables

    union all

    select
        channel,
        raw_table,
        'rows' as attribute,
        'days_behind' as measure,
        days_behind as counted,
        1 as out_of
    from raw_tables
    where days_behind is not null

)

select
    channel,
    raw_table,
    attribute,
    measure,
    cast(counted as bigint) as counted,
    cast(out_of as bigint) as out_of,
    {{ exact("1.0 * counted / out_of", 'numeric(12, 4)') }} as measured

from measures
where out_of > 0
