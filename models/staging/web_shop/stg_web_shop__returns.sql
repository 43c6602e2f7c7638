with

returns as (

    {{ accepted_rows('web_shop', 'returns') }}

)

select
    -- keys
    trim(return_id) as return_id,
    nullif(trim(order_id), '') as order_id,
    nullif(trim(order_line_id), '') as order_line_id,
    'web_shop.orders:' || nullif(trim(order_id), '') as record_key,

    -- return
    {{ clean_integer('quantity') }} as quantity,
    nullif(trim(reason), '') as reason,
    nullif(trim(return_channel), '') as return_channel,
    nullif(trim(store_id), '') as store_id,
    {{ clean_money('refund_amount') }} as refund_amount,

    -- times
    {{ timestamp_from_text('returned_at', 'iso_8601') }} as returned_at

from returns
