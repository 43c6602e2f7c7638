with

orders as (

    select * from {{ ref('fct_orders') }}
    where is_purchase and pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    orders.pin,
    cast(orders.ordered_at as date) as purchased_on,
    sum(orders.net_amount) as amount

from orders
cross join as_of
where cast(orders.ordered_at as date) <= as_of.as_of_date
group by orders.pin, cast(orders.ordered_at as date)
