with

orders as (

    select * from {{ ref('stg_web_shop__orders') }}

),

returns as (

    select * from {{ ref('int_orders__web_shop_returns') }}
    where not is_rung_at_a_till

),

placed as (

    select
        'web_shop.orders:' || order_id as interaction_id,
        record_key,
        cookie_id as visitor_id,
        'web_shop' as channel,
        'order_placed' as interaction_type,
        placed_at as occurred_at,
        delivery_method as subject,
        status as outcome,
        'web_shop:' || order_id as order_id

    from orders

),

collected as (

    select
        'web_shop.orders:' || order_id || ':collected' as interaction_id,
        record_key,
        cast(null as varchar) as visitor_id,
        'store' as channel,
        'order_collected' as interaction_type,
        collected_at as occurred_at,
        collect_store_id as subject,
        status as outcome,
        'web_shop:' || order_id as order_id

    from orders
    where collected_at is not null

),

returned as (

    select
        'web_shop.returns:' || return_id as interaction_id,
        record_key,
        cast(null as varchar) as visitor_id,
        case when return_channel = 'store' then 'store' else 'web_shop' end as channel,
        'return' as interaction_type,
        returned_at as occurred_at,
        reason as subject,
        'refunded' as outcome,
        order_id

    from returns

),

interactions as (

    select * from placed
    union all
    select * from collected
    union all
    select * from returned

)

select
    interaction_id,
    record_key,
    visitor_id,
    channel,
    interaction_type,
    'inbound' as direction,
    occurred_at,
    cast(null as timestamp) as ended_at,
    subject,
    outcome,
    cast(null as varchar) as sentiment,
    cast(null as varchar) as case_ref,
    order_id,
    cast(null as varchar) as campaign_id

from interactions
