with

lines as (

    select * from {{ ref('int_orders__lines') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

)

select
    lines.order_line_id,
    lines.order_id,
    orders.pin,
    lines.channel,
    orders.ordered_at,
    lines.sku,
    lines.product_name,
    lines.category,
    cast(lines.quantity as integer) as quantity,
    cast(lines.unit_price_amount as numeric(12, 2)) as unit_price_amount,
    cast(lines.discount_amount as numeric(12, 2)) as discount_amount,
    cast(lines.line_amount as numeric(12, 2)) as line_amount,
    lines.is_return

from lines
left join orders
    on lines.order_id = orders.order_id
