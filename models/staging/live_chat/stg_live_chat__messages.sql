with

messages as (

    {{ accepted_rows('live_chat', 'messages') }}

)

select
    -- keys
    trim(message_id) as message_id,
    nullif(trim(chat_id), '') as chat_id,
    'live_chat.sessions:' || nullif(trim(chat_id), '') as record_key,

    -- message
    lower(nullif(trim(sender), '')) as sender,
    nullif(trim(text), '') as message_text,

    -- times
    {{ timestamp_from_text('sent_at', 'epoch_milliseconds') }} as sent_at

from messages
