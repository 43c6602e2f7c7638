with

value_events as (

    select * from {{ ref('int_customers__value_events') }}
    where pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    value_events.pin,
    min(case when value_events.times = 1 then value_events.valued_on end) as first_value_on,
    max(case when value_events.times = 1 then value_events.valued_on end) as last_value_on,
    sum(value_events.times) as frequency,
    sum(value_events.amount) as monetary_value,
    sum(value_events.gift_times) as gift_order_count,
    sum(value_events.discount_times) as discount_order_count,
    sum(case when value_events.value_kind = 'order' then value_events.times else 0 end) as order_count,
    sum(case when value_events.value_kind = 'order' then value_events.amount else 0 end) as order_amount,
    sum(case when value_events.value_kind = 'donation' then 1 else 0 end) as donation_count,
    sum(case when value_events.value_kind = 'donation' then value_events.amount else 0 end) as donation_amount,
    sum(case when value_events.value_kind = 'membership' then 1 else 0 end) as membership_count,
    sum(case when value_events.value_kind = 'membership' then value_events.amount else 0 end) as membership_amount

from value_events
cross join as_of
where value_events.valued_on <= as_of.as_of_date
group by value_events.pin
