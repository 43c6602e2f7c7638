-- Whole years, from that of the first day on which anybody was seen to that after the as-of day.
with

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

digits as (

    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit

),

numbers as (

    select
        cast(
            ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit + 10000 * myriads.digit
            as integer
        ) as day_number

    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as myriads

),

days as (

    select
        cast(
            {{ dbt.dateadd('day', 'numbers.day_number', dbt.date_trunc('year', 'as_of.first_seen_on')) }} as date
        ) as date_day,
        cast({{ dbt.dateadd('year', 2, dbt.date_trunc('year', 'as_of.as_of_date')) }} as date) as ends_before

    from numbers
    cross join as_of

)

select
    date_day,
    cast(extract(year from date_day) as integer) as calendar_year,
    cast(extract(quarter from date_day) as integer) as calendar_quarter,
    cast(extract(month from date_day) as integer) as calendar_month,
    cast(extract(day from date_day) as integer) as day_of_month,
    cast({{ dbt.date_trunc('month', 'date_day') }} as date) as month_starting_on,
    cast({{ dbt.date_trunc('week', 'date_day') }} as date) as week_starting_on,
    cast({{ days_between(dbt.date_trunc('week', 'date_day'), 'date_day') }} + 1 as integer) as day_of_week,
    {{ days_between(dbt.date_trunc('week', 'date_day'), 'date_day') }} >= 5 as is_weekend,
    cast(
        extract(year from date_day)
        - case when extract(month from date_day) < {{ var('fiscal_year_starts_in_month', 4) }} then 1 else 0 end
        as integer
    ) as fiscal_year

from days
where date_day < ends_before
