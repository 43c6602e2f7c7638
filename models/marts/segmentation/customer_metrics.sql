with

customers as (

    select * from {{ ref('dim_customers') }}

),

value_events as (

    select * from {{ ref('int_customers__value_events') }}

),

observed as (

    select
        coalesce(
            cast(nullif('{{ var("as_of_date", "") }}', '') as date),
            cast(max(last_seen_at) as date)
        ) as as_of_date

    from customers

),

valued as (

    select
        value_events.pin,
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
    cross join observed
    where value_events.valued_on <= observed.as_of_date
    group by value_events.pin

)

select
    customers.pin,
    observed.as_of_date,
    valued.last_value_on,
    cast(observed.as_of_date - valued.last_value_on as integer) as recency_days,
    cast(coalesce(valued.frequency, 0) as integer) as frequency,
    cast(coalesce(valued.monetary_value, 0) as numeric(12, 2)) as monetary_value,
    cast(coalesce(valued.order_count, 0) as integer) as order_count,
    cast(coalesce(valued.order_amount, 0) as numeric(12, 2)) as order_amount,
    cast(coalesce(valued.gift_order_count, 0) as integer) as gift_order_count,
    cast(coalesce(valued.discount_order_count, 0) as integer) as discount_order_count,
    cast(coalesce(valued.donation_count, 0) as integer) as donation_count,
    cast(coalesce(valued.donation_amount, 0) as numeric(12, 2)) as donation_amount,
    cast(coalesce(valued.membership_count, 0) as integer) as membership_count,
    cast(coalesce(valued.membership_amount, 0) as numeric(12, 2)) as membership_amount

from customers
cross join observed
left join valued
    on customers.pin = valued.pin
