with

orders as (

    select * from {{ ref('stg_web_shop__orders') }}

)

select
    'web_shop:' || order_id as order_id,
    record_key,
    'web_shop' as channel,
    placed_at as ordered_at,
    delivery_method,
    collect_store_id as store_id,
    ready_at,
    collected_at,
    status,
    coalesce(lower(status) in ('cancelled', 'canceled'), false) as is_cancelled,
    is_gift,
    discount_code is not null as has_discount_code,
    discount_amount,
    shipping_amount,
    total_amount,
    currency

from orders
