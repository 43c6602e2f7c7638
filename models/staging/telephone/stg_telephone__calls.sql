with

calls as (

    {{ accepted_rows('telephone', 'calls') }}

),

named as (

    select
        calls.*,
        {{ name_title('caller_name') }} as stated_title,
        {{ bare_name('caller_name') }} as bare_name

    from calls

)

select
    -- keys
    'telephone.calls:' || trim(call_id) as record_key,
    'telephone' as source_system,
    trim(call_id) as source_record_id,
    trim(call_id) as call_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('caller_name') }} as name_suffix,

    -- contact points and identifiers
    {{ clean_phone('cli') }} as phone,
    {{ dialled_phone('cli') }} as phone_dialled,
    {{ clean_identifier('quoted_membership_no') }} as membership_no,
    {{ clean_postcode('quoted_postcode') }} as postcode,

    -- call
    case when lower(trim(direction)) in ('in', 'inbound') then 'inbound' else 'outbound' end as direction,
    nullif(trim(queue), '') as queue,
    nullif(trim(agent_id), '') as agent_id,
    nullif(trim(reason), '') as reason,
    nullif(trim(outcome), '') as outcome,
    nullif(trim(case_ref), '') as case_ref,

    -- times
    {{ timestamp_from_text('offered_at', 'sql_timestamp') }} as offered_at,
    {{ timestamp_from_text('answered_at', 'sql_timestamp') }} as answered_at,
    {{ timestamp_from_text('ended_at', 'sql_timestamp') }} as ended_at,
    {{ timestamp_from_text('offered_at', 'sql_timestamp') }} as recorded_at

from named
