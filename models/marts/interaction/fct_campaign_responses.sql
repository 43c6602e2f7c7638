with

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

events as (

    select * from {{ ref('stg_email__campaign_events') }}

),

sessions as (

    select * from {{ ref('stg_web_analytics__sessions') }}
    where send_id is not null

),

orders as (

    select * from {{ ref('fct_orders') }}
    where send_id is not null and is_purchase

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

answers as (

    select
        send_id,
        min(case when event_type = 'open' then occurred_at end) as opened_at,
        min(case when event_type = 'click' then occurred_at end) as clicked_at,
        min(case when event_type = 'unsubscribe' then occurred_at end) as unsubscribed_at,
        count(*) as responses

    from events
    group by send_id

),

visits as (

    select
        send_id,
        count(*) as web_sessions

    from sessions
    group by send_id

),

bought as (

    select
        send_id,
        count(*) as orders,
        sum(net_amount) as order_amount

    from orders
    group by send_id

)

select
    sends.send_id,
    sends.campaign_id,
    sends.campaign_name,
    pins.pin,
    sends.record_key,
    sends.sent_at,
    sends.delivery_status,
    coalesce(sends.delivery_status <> 'bounced', true) as is_delivered,
    answers.opened_at,
    answers.clicked_at,
    answers.unsubscribed_at,
    cast(coalesce(answers.responses, 0) as integer) as responses,
    cast(coalesce(visits.web_sessions, 0) as integer) as web_sessions,
    cast(coalesce(bought.orders, 0) as integer) as orders,
    cast(coalesce(bought.order_amount, 0) as numeric(12, 2)) as order_amount

from sends
left join answers
    on sends.send_id = answers.send_id
left join visits
    on sends.send_id = visits.send_id
left join bought
    on sends.send_id = bought.send_id
left join pins
    on sends.record_key = pins.record_key
