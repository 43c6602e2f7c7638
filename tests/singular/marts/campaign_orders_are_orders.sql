-- What fct_campaign_responses says was bought is what fct_orders puts down to a message, and no order counts twice.
with

messages as (

    select
        sum(orders) as orders,
        sum(order_amount) as order_amount

    from {{ ref('fct_campaign_responses') }}

),

bought as (

    select
        count(*) as orders,
        sum(net_amount) as order_amount

    from {{ ref('fct_orders') }}
    where send_id is not null and is_purchase

)

select
    messages.orders,
    messages.order_amount,
    bought.orders as orders_put_down,
    bought.order_amount as amount_put_down

from messages
cross join bought
where
    coalesce(messages.orders, 0) <> bought.orders
    or coalesce(messages.order_amount, 0) <> coalesce(bought.order_amount, 0)
