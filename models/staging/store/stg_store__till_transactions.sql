with

till_transactions as (

    {{ accepted_rows('store', 'till_transactions') }}

)

select
    -- keys
    'store.till_transactions:' || trim(transactionid) as record_key,
    'store' as source_system,
    trim(transactionid) as source_record_id,
    trim(transactionid) as transaction_id,

    -- contact points and identifiers
    {{ clean_email('receiptemail') }} as email,
    {{ clean_identifier('cardno') }} as loyalty_no,

    -- sale
    nullif(trim(storeid), '') as store_id,
    nullif(trim(tillno), '') as till_no,
    {{ clean_money('discount') }} as discount_amount,
    {{ clean_money('total') }} as total_amount,
    nullif(trim(paymenttype), '') as payment_method,

    -- times
    {{ timestamp_from_text('soldat', 'sql_timestamp') }} as sold_at,
    {{ timestamp_from_text('soldat', 'sql_timestamp') }} as recorded_at

from till_transactions
