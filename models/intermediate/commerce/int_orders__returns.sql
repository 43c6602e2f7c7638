-- Goods come back by post or over a counter (the web shop's own notes), or at a till as lines of a negative
-- quantity. `rung_in_order_id` is the till transaction whose total holds the refund already.
with

web_shop_returns as (

    select * from {{ ref('stg_web_shop__returns') }}

),

lines as (

    select * from {{ ref('int_orders__lines') }}
    where is_return

),

orders as (

    select * from {{ ref('int_orders__unioned') }}

),

till_returns as (

    select
        lines.order_line_id as return_id,
        coalesce(web_order.order_id, till_order.order_id, lines.order_id) as order_id,
        lines.order_id as rung_in_order_id,
        -lines.line_amount as refund_amount

    from lines
    left join orders as web_order
        on 'web_shop:' || lines.original_order_ref = web_order.order_id
    left join orders as till_order
        on 'store:' || lines.original_order_ref = till_order.order_id

)

select
    'web_shop:' || return_id as return_id,
    'web_shop:' || order_id as order_id,
    cast(null as varchar) as rung_in_order_id,
    refund_amount

from web_shop_returns

union all

select
    return_id,
    order_id,
    rung_in_order_id,
    refund_amount

from till_returns
