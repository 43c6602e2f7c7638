with

messages as (

    {{ accepted_rows('email', 'messages') }}

),

customer_sides as (

    select
        messages.*,
        case
            when lower(trim(messages.direction)) = 'in' then messages.from_header
            else messages.to_header
        end as customer_header

    from messages

),

displayed as (

    select
        customer_sides.*,
        {{ header_name('customer_header') }} as customer_name

    from customer_sides

),

named as (

    select
        displayed.*,
        {{ name_title('customer_name') }} as stated_title,
        {{ bare_name('customer_name') }} as bare_name

    from displayed

)

select
    -- keys
    'email.messages:' || trim(message_id) as record_key,
    'email' as source_system,
    trim(message_id) as source_record_id,
    trim(message_id) as message_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('customer_name') }} as name_suffix,

    -- contact points
    {{ clean_email('customer_header') }} as email,

    -- message
    case when lower(trim(direction)) in ('in', 'inbound') then 'inbound' else 'outbound' end as direction,
    nullif(trim(thread_id), '') as thread_id,
    nullif(trim(subject), '') as subject,
    nullif(trim(body_excerpt), '') as body_excerpt,
    nullif(trim(mailbox), '') as mailbox,
    nullif(trim(agent_id), '') as agent_id,
    nullif(trim(case_ref), '') as case_ref,

    -- times
    {{ timestamp_from_text('sent_at', 'rfc_2822') }} as sent_at,
    {{ timestamp_from_text('sent_at', 'rfc_2822') }} as recorded_at

from named
