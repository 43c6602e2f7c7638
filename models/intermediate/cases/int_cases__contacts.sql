-- A conversation is what the channel itself keeps together: an email thread, a post and its answers, else one contact.
with

calls as (

    select * from {{ ref('stg_telephone__calls') }}

),

messages as (

    select * from {{ ref('stg_email__messages') }}

),

chats as (

    select * from {{ ref('stg_live_chat__sessions') }}

),

enquiries as (

    select * from {{ ref('stg_online_form__enquiries') }}

),

posts as (

    select * from {{ ref('stg_social__messages') }}

)

select
    'telephone.calls:' || call_id as interaction_id,
    record_key,
    'telephone' as channel,
    direction,
    'telephone.calls:' || call_id as conversation_key,
    offered_at as occurred_at,
    answered_at as responded_at,
    case when lower(outcome) = 'resolved' then coalesce(ended_at, answered_at, offered_at) end as resolved_at,
    agent_id,
    reason as reason_text,
    cast(null as {{ dbt.type_string() }}) as message_text,
    case_ref

from calls

union all

select
    'email.messages:' || message_id as interaction_id,
    record_key,
    'email' as channel,
    direction,
    'email.threads:' || coalesce(thread_id, message_id) as conversation_key,
    sent_at as occurred_at,
    cast(null as timestamp) as responded_at,
    cast(null as timestamp) as resolved_at,
    agent_id,
    subject as reason_text,
    body_excerpt as message_text,
    case_ref

from messages

union all

select
    'live_chat.sessions:' || chat_id as interaction_id,
    record_key,
    'live_chat' as channel,
    'inbound' as direction,
    'live_chat.sessions:' || chat_id as conversation_key,
    started_at as occurred_at,
    first_reply_at as responded_at,
    case when is_resolved then coalesce(ended_at, first_reply_at, started_at) end as resolved_at,
    agent_id,
    topic as reason_text,
    cast(null as {{ dbt.type_string() }}) as message_text,
    case_ref

from chats

union all

select
    'online_form.enquiries:' || enquiry_id as interaction_id,
    record_key,
    'online_form' as channel,
    'inbound' as direction,
    'online_form.enquiries:' || enquiry_id as conversation_key,
    submitted_at as occurred_at,
    answered_at as responded_at,
    resolved_at,
    cast(null as {{ dbt.type_string() }}) as agent_id,
    subject as reason_text,
    message_text,
    case_ref

from enquiries

union all

select
    'social.messages:' || message_id as interaction_id,
    record_key,
    'social' as channel,
    direction,
    'social.messages:' || coalesce(in_reply_to, message_id) as conversation_key,
    posted_at as occurred_at,
    cast(null as timestamp) as responded_at,
    cast(null as timestamp) as resolved_at,
    agent_id,
    cast(null as {{ dbt.type_string() }}) as reason_text,
    message_text,
    case_ref

from posts
