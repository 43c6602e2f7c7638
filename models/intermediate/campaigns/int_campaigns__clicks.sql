with

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

events as (

    select * from {{ ref('stg_email__campaign_events') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    pins.pin,
    events.occurred_at as clicked_at,
    min(sends.send_id) as send_id

from events
inner join sends
    on events.send_id = sends.send_id
inner join pins
    on sends.record_key = pins.record_key
where events.event_type = 'click'
group by
    pins.pin,
    events.occurred_at
