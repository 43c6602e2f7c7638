-- Each refund is in fct_returns once, and counts against an order that fct_orders knows to the penny.
with

returned as (

    select
        order_id,
        sum(refund_amount) as refund_amount

    from {{ ref('fct_returns') }}
    group by order_id

),

orders as (

    select
        order_id,
        returned_amount

    from {{ ref('fct_orders') }}
    where returned_amount <> 0

)

select
    coalesce(orders.order_id, returned.order_id) as order_id,
    orders.returned_amount,
    returned.refund_amount

from returned
full outer join orders
    on returned.order_id = orders.order_id
where coalesce(orders.returned_amount, 0) <> coalesce(returned.refund_amount, 0)
