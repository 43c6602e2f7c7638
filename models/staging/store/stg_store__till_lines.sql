with

till_lines as (

    {{ accepted_rows('store', 'till_lines') }}

)

select
    -- keys
    trim(lineid) as line_id,
    nullif(trim(transactionid), '') as transaction_id,
    'store.till_transactions:' || nullif(trim(transactionid), '') as record_key,

    -- product
    nullif(trim(sku), '') as sku,
    nullif(trim(productname), '') as product_name,
    nullif(trim(category), '') as category,
    {{ clean_integer('quantity') }} as quantity,
    {{ clean_money('unitprice') }} as unit_price_amount,
    {{ clean_money('discount') }} as discount_amount,
    nullif(trim(originalorderid), '') as original_order_id

from till_lines
