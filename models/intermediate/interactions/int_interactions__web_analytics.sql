with

sessions as (

    select * from {{ ref('stg_web_analytics__sessions') }}

)

select
    'web_analytics.sessions:' || session_id as interaction_id,
    record_key,
    cookie_id as visitor_id,
    'web_analytics' as channel,
    'web_session' as interaction_type,
    'inbound' as direction,
    started_at as occurred_at,
    ended_at,
    landing_page as subject,
    traffic_source as outcome,
    cast(null as varchar) as sentiment,
    cast(null as varchar) as case_ref,
    'web_shop:' || order_id as order_id,
    campaign_id

from sessions
