with

lines as (

    select * from {{ ref('int_orders__lines') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

returned as (

    select * from {{ ref('fct_returns') }}

),

returned_lines as (

    select
        order_line_id,
        sum(quantity) as returned_quantity,
        sum(refund_amount) as refund_amount,
        max(returned_at) as last_returned_at

    from returned
    where order_line_id is not null
    group by order_line_id

)

select
    lines.order_line_id,
    lines.order_id,
    orders.pin,
    lines.channel,
    orders.ordered_at,
    orders.delivery_method,
    orders.store_id,
    lines.sku,
    lines.product_name,
    lines.category,
    cast(lines.quantity as integer) as quantity,
    cast(lines.unit_price_amount as numeric(12, 2)) as unit_price_amount,
    cast(lines.discount_amount as numeric(12, 2)) as discount_amount,
    cast(lines.line_amount as numeric(12, 2)) as line_amount,
    lines.is_return,
    brought_back.order_id as sold_in_order_id,
    cast(coalesce(returned_lines.returned_quantity, 0) as integer) as returned_quantity,
    cast(coalesce(returned_lines.refund_amount, 0) as numeric(12, 2)) as refund_amount,
    returned_lines.last_returned_at

from lines
left join orders
    on lines.order_id = orders.order_id
left join returned_lines
    on lines.order_line_id = returned_lines.order_line_id
left join returned as brought_back
    on lines.order_line_id = brought_back.return_id
