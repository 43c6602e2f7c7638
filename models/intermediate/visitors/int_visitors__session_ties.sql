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

)

select * from logins
union all
select * from orders_in_a_session
union all
select * from clicks_into_a_session
