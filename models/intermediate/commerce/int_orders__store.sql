with

transactions as (

    select * from {{ ref('stg_store__till_transactions') }}

)

select
    'store:' || transaction_id as order_id,
    record_key,
    'store' as channel,
    sold_at as ordered_at,
    'carry_out' as delivery_method,
    store_id,
    cast(null as timestamp) as ready_at,
    cast(null as timestamp) as collected_at,
    'completed' as status,
    false as is_cancelled,
    false as is_gift,
    false as has_discount_code,
    discount_amount,
    cast(0 as numeric(12, 2)) as shipping_amount,
    total_amount,
    '{{ var("store_currency", "GBP") }}' as currency

from transactions
