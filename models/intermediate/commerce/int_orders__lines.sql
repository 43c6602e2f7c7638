with

web_shop_lines as (

    select * from {{ ref('stg_web_shop__order_lines') }}

),

till_lines as (

    select * from {{ ref('stg_store__till_lines') }}

),

lines as (

    select
        'web_shop:' || order_line_id as order_line_id,
        'web_shop:' || order_id as order_id,
        'web_shop' as channel,
        sku,
        product_name,
        category,
        quantity,
        unit_price_amount,
        discount_amount,
        cast(null as varchar) as original_order_ref

    from web_shop_lines

    union all

    select
        'store:' || line_id as order_line_id,
        'store:' || transaction_id as order_id,
        'store' as channel,
        sku,
        product_name,
        category,
        quantity,
        unit_price_amount,
        discount_amount,
        original_order_id as original_order_ref

    from till_lines

)

select
    order_line_id,
    order_id,
    channel,
    sku,
    product_name,
    category,
    quantity,
    unit_price_amount,
    coalesce(discount_amount, 0) as discount_amount,
    quantity * unit_price_amount - coalesce(discount_amount, 0) as line_amount,
    quantity < 0 as is_return,
    original_order_ref

from lines
