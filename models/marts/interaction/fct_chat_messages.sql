with

messages as (

    select * from {{ ref('stg_live_chat__messages') }}

),

interactions as (

    select * from {{ ref('fct_interactions') }}
    where channel = 'live_chat'

)

select
    messages.message_id,
    messages.chat_id,
    interactions.interaction_id,
    interactions.pin,
    interactions.case_id,
    messages.sender,
    case when messages.sender = 'visitor' then 'inbound' else 'outbound' end as direction,
    messages.sent_at,
    messages.message_text

from messages
left join interactions
    on messages.record_key = interactions.interaction_id
