with

messages as (

    select * from {{ ref('stg_email__messages') }}

)

select
    'email.messages:' || message_id as interaction_id,
    record_key,
    cast(null as varchar) as visitor_id,
    'email' as channel,
    'email_message' as interaction_type,
    direction,
    sent_at as occurred_at,
    cast(null as timestamp) as ended_at,
    subject,
    cast(null as varchar) as outcome,
    cast(null as varchar) as sentiment,
    case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from messages
