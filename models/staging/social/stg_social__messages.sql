with

messages as (

    {{ accepted_rows('social', 'messages') }}

),

named as (

    select
        messages.*,
        {{ name_title('display_name') }} as stated_title,
        {{ bare_name('display_name') }} as bare_name

    from messages

)

select
    -- keys
    'social.messages:' || trim(message_id) as record_key,
    'social' as source_system,
    trim(message_id) as source_record_id,
    trim(message_id) as message_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('display_name') }} as name_suffix,

    -- identifiers and place
    {{ clean_handle('handle', 'network') }} as social_handle,
    {{ clean_town(first_place('location')) }} as town,

    -- message
    lower(nullif(trim(network), '')) as network,
    case when lower(trim(direction)) in ('in', 'inbound') then 'inbound' else 'outbound' end as direction,
    nullif(trim(text), '') as message_text,
    nullif(trim(in_reply_to), '') as in_reply_to,
    lower(nullif(trim(sentiment), '')) as sentiment,
    nullif(trim(agent_id), '') as agent_id,
    nullif(trim(case_ref), '') as case_ref,

    -- times
    {{ timestamp_from_text('posted_at', 'iso_8601') }} as posted_at,
    {{ timestamp_from_text('posted_at', 'iso_8601') }} as recorded_at

from named
