with

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

campaign_events as (

    select * from {{ ref('stg_email__campaign_events') }}

),

sent as (

    select
        'email.campaign_sends:' || send_id as interaction_id,
        record_key,
        cast(null as varchar) as visitor_id,
        'campaign_sent' as interaction_type,
        'outbound' as direction,
        sent_at as occurred_at,
        campaign_name as subject,
        delivery_status as outcome,
        campaign_id

    from sends

),

answered as (

    select
        'email.campaign_events:' || campaign_events.event_id as interaction_id,
        sends.record_key,
        campaign_events.cookie_id as visitor_id,
        case campaign_events.event_type
            when 'open' then 'campaign_opened'
            when 'click' then 'campaign_clicked'
            else 'campaign_unsubscribed'
        end as interaction_type,
        'inbound' as direction,
        campaign_events.occurred_at,
        sends.campaign_name as subject,
        campaign_events.url as outcome,
        sends.campaign_id

    from campaign_events
    left join sends
        on campaign_events.send_id = sends.send_id

),

interactions as (

    select * from sent
    union all
    select * from answered

)

select
    interaction_id,
    record_key,
    visitor_id,
    'email' as channel,
    interaction_type,
    direction,
    occurred_at,
    cast(null as timestamp) as ended_at,
    subject,
    outcome,
    cast(null as varchar) as sentiment,
    cast(null as varchar) as case_ref,
    cast(null as varchar) as order_id,
    campaign_id

from interactions
