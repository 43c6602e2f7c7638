with

sessions as (

    select * from {{ ref('stg_web_analytics__sessions') }}

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

logins as (

    select
        cookie_id as visitor_id,
        record_key,
        started_at as tied_at,
        'login' as tie_kind,
        1 as tie_rank,
        'web_analytics.sessions:' || session_id as interaction_id

    from sessions
    where account_id is not null

),

orders_in_a_session as (

    select
        sessions.cookie_id as visitor_id,
        orders.record_key,
        sessions.started_at as tied_at,
        'order' as tie_kind,
        2 as tie_rank,
        'web_analytics.sessions:' || sessions.session_id as interaction_id

    from sessions
    inner join orders
        on sessions.order_id = orders.order_id

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

clicks_into_a_session as (

    select
        sessions.cookie_id as visitor_id,
        sends.record_key,
        sessions.started_at as tied_at,
        'click' as tie_kind,
        4 as tie_rank,
        'web_analytics.sessions:' || sessions.session_id as interaction_id

    from sessions
    inner join sends
        on sessions.send_id = sends.send_id

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

)

select * from logins
union all
select * from orders_in_a_session
union all
select * from orders_with_a_cookie
union all
select * from chats_by_name
union all
select * from clicks_into_a_session
union all
select * from clicks
