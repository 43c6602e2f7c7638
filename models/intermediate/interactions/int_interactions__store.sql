with

transactions as (

    select * from {{ ref('stg_store__till_transactions') }}

),

till_lines as (

    select * from {{ ref('stg_store__till_lines') }}

),

sold_goods as (

    select
        transaction_id,
        sum(case when quantity > 0 then 1 else 0 end) as sale_lines,
        sum(case when quantity < 0 then 1 else 0 end) as return_lines

    from till_lines
    group by transaction_id

)

select
    'store.till_transactions:' || transactions.transaction_id as interaction_id,
    transactions.record_key,
    cast(null as varchar) as visitor_id,
    'store' as channel,
    case
        when sold_goods.return_lines > 0 and sold_goods.sale_lines = 0 then 'return'
        else 'store_purchase'
    end as interaction_type,
    'inbound' as direction,
    transactions.sold_at as occurred_at,
    cast(null as timestamp) as ended_at,
    transactions.store_id as subject,
    transactions.payment_method as outcome,
    cast(null as varchar) as sentiment,
    cast(null as varchar) as case_ref,
    'store:' || transactions.transaction_id as order_id,
    cast(null as varchar) as campaign_id

from transactions
left join sold_goods
    on transactions.transaction_id = sold_goods.transaction_id
