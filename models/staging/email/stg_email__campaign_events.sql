with

campaign_events as (

    {{ accepted_rows('email', 'campaign_events') }}

)

select
    -- keys
    trim(event_id) as event_id,
    nullif(trim(send_id), '') as send_id,
    nullif(trim(cookie_id), '') as cookie_id,

    -- event
    lower(nullif(trim(event_type), '')) as event_type,
    nullif(trim(url), '') as url,

    -- times
    {{ timestamp_from_text('occurred_at', 'sql_timestamp') }} as occurred_at

from campaign_events
