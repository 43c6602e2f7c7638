with

subscribers as (

    {{ accepted_rows('email', 'subscribers') }}

),

named as (

    select
        subscribers.*,
        {{ surname_field_name('first_name', 'last_name') }} as whole_name

    from subscribers

)

select
    -- keys
    'email.subscribers:' || trim(subscriber_id) as record_key,
    'email' as source_system,
    trim(subscriber_id) as source_record_id,
    trim(subscriber_id) as subscriber_id,

    -- person
    coalesce({{ bare_name_forename('whole_name') }}, {{ clean_forename('first_name') }}) as forename,
    {{ bare_name_middle_names('whole_name') }} as middle_names,
    coalesce({{ bare_name_surname('whole_name') }}, {{ clean_surname('last_name') }}) as surname,
    {{ name_suffix('last_name') }} as name_suffix,

    -- contact points
    {{ clean_email('email') }} as email,

    -- subscription
    lower(nullif(trim(status), '')) as status,
    nullif(trim(consent_wording), '') as consent_wording,
    nullif(trim(source), '') as signup_source,

    -- times
    {{ timestamp_from_text('subscribed_at', 'sql_timestamp') }} as subscribed_at,
    {{ timestamp_from_text('unsubscribed_at', 'sql_timestamp') }} as unsubscribed_at,
    coalesce(
        {{ timestamp_from_text('unsubscribed_at', 'sql_timestamp') }},
        {{ timestamp_from_text('subscribed_at', 'sql_timestamp') }}
    ) as recorded_at

from named
