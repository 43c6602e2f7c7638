-- Goods brought back to a till are lines of a negative quantity that name what they were sold by: a web order, an
-- earlier till transaction, or nothing known: then they count against the transaction that took them back.
with

lines as (

    select * from {{ ref('int_orders__lines') }}
    where is_return

),

orders as (

    select * from {{ ref('int_orders__unioned') }}

)

select
    lines.order_line_id as return_id,
    coalesce(web_orders.order_id, till_orders.order_id, lines.order_id) as order_id,
    coalesce(web_orders.record_key, till_orders.record_key) as order_record_key,
    lines.order_id as rung_in_order_id,
    -lines.line_amount as refund_amount

from lines
left join orders as web_orders
    on 'web_shop:' || lines.original_order_ref = web_orders.order_id
left join orders as till_orders
    on 'store:' || lines.original_order_ref = till_orders.order_id
