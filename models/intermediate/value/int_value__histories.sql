with

purchase_days as (

    select * from {{ ref('int_value__purchase_days') }}

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

periods as (

    select
        'present' as period,
        as_of_date as known_until
    from as_of

    union all

    select
        'holdout' as period,
        cast({{ dbt.dateadd('day', -365, 'as_of_date') }} as date) as known_until
    from as_of

),

known as (

    select
        periods.period,
        periods.known_until,
        cast({{ dbt.dateadd('day', -365, 'periods.known_until') }} as date) as year_began_after,
        purchase_days.pin,
        purchase_days.purchased_on,
        purchase_days.amount

    from purchase_days
    inner join periods
        on purchase_days.purchased_on <= periods.known_until

),

histories as (

    select
        period,
        known_until,
        pin,
        count(*) as purchase_days,
        min(purchased_on) as first_purchase_on,
        max(purchased_on) as last_purchase_on,
        sum(amount) as amount,
        sum(case when purchased_on > year_began_after then 1 else 0 end) as purchase_days_of_last_year,
        sum(case when purchased_on > year_began_after then amount else 0 end) as amount_of_last_year

    from known
    group by period, known_until, pin

)

select
    period,
    known_until,
    pin,
    first_purchase_on,
    last_purchase_on,
    cast(purchase_days as integer) as purchase_days,
    cast(purchase_days - 1 as integer) as repeats,
    cast(floor({{ days_between('first_purchase_on', 'last_purchase_on') }} / 7.0) as integer) as weeks_to_last_purchase,
    cast(floor({{ days_between('first_purchase_on', 'known_until') }} / 7.0) as integer) as weeks_known,
    {{ exact("amount / purchase_days", 'numeric(12, 2)') }} as mean_amount,
    cast(purchase_days_of_last_year as integer) as purchase_days_of_last_year,
    cast(amount_of_last_year as numeric(12, 2)) as amount_of_last_year

from histories
