with

sessions as (

    {{ accepted_rows('web_analytics', 'sessions') }}

)

select
    -- keys
    'web_analytics.sessions:' || trim(session_id) as record_key,
    'web_analytics' as source_system,
    trim(session_id) as source_record_id,
    trim(session_id) as session_id,

    -- identifiers
    {{ clean_identifier('login_account_id') }} as account_id,
    nullif(trim(cookie_id), '') as cookie_id,

    -- visit
    nullif(trim(landing_page), '') as landing_page,
    nullif(trim(traffic_source), '') as traffic_source,
    nullif(trim(traffic_medium), '') as traffic_medium,
    nullif(trim(campaign_id), '') as campaign_id,
    nullif(trim(device), '') as device,
    {{ clean_integer('page_views') }} as page_views,
    nullif(trim(send_id), '') as send_id,
    nullif(trim(order_id), '') as order_id,

    -- times
    {{ timestamp_from_text('started_at', 'epoch_seconds') }} as started_at,
    {{ timestamp_from_text('ended_at', 'epoch_seconds') }} as ended_at,
    {{ timestamp_from_text('started_at', 'epoch_seconds') }} as recorded_at

from sessions
