with

sessions as (

    select * from {{ ref('stg_web_analytics__sessions') }}

),

interactions as (

    select * from {{ ref('fct_interactions') }}
    where channel = 'web_analytics'

)

select
    sessions.session_id,
    interactions.interaction_id,
    interactions.pin,
    sessions.cookie_id as visitor_id,
    interactions.is_identified,
    interactions.identified_by,
    sessions.account_id is not null as is_logged_in,
    sessions.started_at,
    sessions.ended_at,
    cast(
        {{ dbt.datediff('sessions.started_at', 'sessions.ended_at', 'second') }}
        as integer
    ) as duration_seconds,
    cast(sessions.page_views as integer) as page_views,
    sessions.landing_page,
    sessions.traffic_source,
    sessions.traffic_medium,
    sessions.device,
    sessions.campaign_id,
    sessions.send_id,
    interactions.order_id,
    interactions.order_id is not null as is_conversion

from sessions
inner join interactions
    on 'web_analytics.sessions:' || sessions.session_id = interactions.interaction_id
