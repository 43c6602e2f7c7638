-- How many customers use each channel, and how many of them use others as well?
with

customer_channels as (

    select * from {{ ref('bridge_customers_x_channels') }}
    where is_used

),

customers as (

    select * from {{ ref('dim_customers') }}

)

select
    customer_channels.channel,
    count(*) as customers,
    sum(case when customers.channel_count > 1 then 1 else 0 end) as customers_with_other_channels,
    max(customer_channels.last_seen_at) as last_seen_at

from customer_channels
inner join customers
    on customer_channels.pin = customers.pin
group by customer_channels.channel
order by customers desc, customer_channels.channel asc
