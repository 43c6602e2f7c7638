with

order_lines as (

    {{ accepted_rows('web_shop', 'order_lines') }}

)

select
    -- keys
    trim(order_line_id) as order_line_id,
    nullif(trim(order_id), '') as order_id,
    'web_shop.orders:' || nullif(trim(order_id), '') as record_key,

    -- product
    nullif(trim(sku), '') as sku,
    nullif(trim(product_name), '') as product_name,
    nullif(trim(category), '') as category,
    {{ clean_integer('quantity') }} as quantity,
    {{ clean_money('unit_price') }} as unit_price_amount,
    {{ clean_money('discount_amount') }} as discount_amount

from order_lines
