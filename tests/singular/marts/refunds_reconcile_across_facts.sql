-- Each refund is in fct_returns once, and counts against the order that sold the goods, to the penny.
with

returned as (

    select
        order_id,
        sum(refund_amount) as refund_amount

    from {{ ref('fct_returns') }}
    group by order_id

),

orders as (

    select * from {{ ref('fct_orders') }}

)

select
    orders.order_id,
    orders.returned_amount,
    returned.refund_amount

from orders
left join returned
    on orders.order_id = returned.order_id
where orders.returned_amount <> coalesce(returned.refund_amount, 0)
