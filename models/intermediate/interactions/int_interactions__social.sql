with

messages as (

    select * from {{ ref('stg_social__messages') }}

)

select
    'social.messages:' || message_id as interaction_id,
    record_key,
    cast(null as varchar) as visitor_id,
    'social' as channel,
    'social_message' as interaction_type,
    direction,
    posted_at as occurred_at,
    cast(null as timestamp) as ended_at,
    network as subject,
    cast(null as varchar) as outcome,
    sentiment,
    case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from messages
