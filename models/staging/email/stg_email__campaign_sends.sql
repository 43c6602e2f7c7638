with

campaign_sends as (

    {{ accepted_rows('email', 'campaign_sends') }}

)

select
    -- keys
    trim(send_id) as send_id,
    nullif(trim(campaign_id), '') as campaign_id,
    nullif(trim(subscriber_id), '') as subscriber_id,
    'email.subscribers:' || nullif(trim(subscriber_id), '') as record_key,

    -- send
    nullif(trim(campaign_name), '') as campaign_name,
    nullif(trim(delivery_status), '') as delivery_status,

    -- times
    {{ timestamp_from_text('sent_at', 'sql_timestamp') }} as sent_at

from campaign_sends
