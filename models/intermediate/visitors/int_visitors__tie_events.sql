with

session_ties as (

    select * from {{ ref('int_visitors__session_ties') }}

),

orders as (

    select * from {{ ref('stg_web_shop__orders') }}

),

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

campaign_events as (

    select * from {{ ref('stg_email__campaign_events') }}

),

chats as (

    select * from {{ ref('stg_live_chat__sessions') }}

),

till_returns as (

    select * from {{ ref('int_orders__till_returns') }}

),

orders_with_a_cookie as (

    select
        cookie_id as visitor_id,
        record_key,
        placed_at as tied_at,
        'order' as tie_kind,
        2 as tie_rank,
        'web_shop.orders:' || order_id as interaction_id

    from orders

),

chats_by_name as (

    select
        visitor_cookie_id as visitor_id,
        record_key,
        started_at as tied_at,
        'chat' as tie_kind,
        3 as tie_rank,
        'live_chat.sessions:' || chat_id as interaction_id

    from chats

),

clicks as (

    select
        campaign_events.cookie_id as visitor_id,
        sends.record_key,
        campaign_events.occurred_at as tied_at,
        'click' as tie_kind,
        4 as tie_rank,
        'email.campaign_events:' || campaign_events.event_id as interaction_id

    from campaign_events
    inner join sends
        on campaign_events.send_id = sends.send_id
    where campaign_events.event_type = 'click'

),

goods_brought_back as (

    select
        cast(null as varchar) as visitor_id,
        order_record_key as record_key,
        cast(null as timestamp) as tied_at,
        'order' as tie_kind,
        2 as tie_rank,
        replace(rung_in_order_id, 'store:', 'store.till_transactions:') as interaction_id

    from till_returns

)

select * from session_ties
union all
select * from orders_with_a_cookie
union all
select * from chats_by_name
union all
select * from clicks
union all
select * from goods_brought_back
