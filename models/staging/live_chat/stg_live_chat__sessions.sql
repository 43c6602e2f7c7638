with

sessions as (

    {{ accepted_rows('live_chat', 'sessions') }}

),

named as (

    select
        sessions.*,
        {{ name_title('visitor_name') }} as stated_title,
        {{ bare_name('visitor_name') }} as bare_name

    from sessions

)

select
    -- keys
    'live_chat.sessions:' || trim(chat_id) as record_key,
    'live_chat' as source_system,
    trim(chat_id) as source_record_id,
    trim(chat_id) as chat_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('visitor_name') }} as name_suffix,

    -- contact points
    {{ clean_email('visitor_email') }} as email,
    {{ clean_phone('visitor_phone') }} as phone,
    {{ dialled_phone('visitor_phone') }} as phone_dialled,
    nullif(trim(visitor_cookie_id), '') as visitor_cookie_id,

    -- chat
    nullif(trim(agent_id), '') as agent_id,
    nullif(trim(topic), '') as topic,
    {{ clean_integer('rating') }} as rating,
    {{ clean_boolean('resolved') }} as is_resolved,
    nullif(trim(case_ref), '') as case_ref,

    -- times
    {{ timestamp_from_text('started_at', 'epoch_milliseconds') }} as started_at,
    {{ timestamp_from_text('first_reply_at', 'epoch_milliseconds') }} as first_reply_at,
    {{ timestamp_from_text('ended_at', 'epoch_milliseconds') }} as ended_at,
    {{ timestamp_from_text('started_at', 'epoch_milliseconds') }} as recorded_at

from named
