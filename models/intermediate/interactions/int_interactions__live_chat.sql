with

chats as (

    select * from {{ ref('stg_live_chat__sessions') }}

)

select
    'live_chat.sessions:' || chat_id as interaction_id,
    record_key,
    visitor_cookie_id as visitor_id,
    'live_chat' as channel,
    'chat' as interaction_type,
    'inbound' as direction,
    started_at as occurred_at,
    ended_at,
    topic as subject,
    case when is_resolved then 'resolved' when not is_resolved then 'unresolved' end as outcome,
    cast(null as varchar) as sentiment,
    case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from chats
