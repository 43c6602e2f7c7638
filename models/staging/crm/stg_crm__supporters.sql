with

supporters as (

    {{ accepted_rows('crm', 'supporters') }}

),

placed as (

    select
        supporters.*,
        {{ clean_country('country') }} as country_code

    from supporters

),

reachable as (

    select
        placed.*,
        {{ clean_phone('mobile_phone', 'country_code') }} as mobile_number,
        {{ clean_phone('home_phone', 'country_code') }} as home_number,
        {{ surname_field_name('first_name', 'last_name') }} as whole_name

    from placed{{ worked_out_first('supporter_id desc') }}

)

select
    -- keys
    'crm.supporters:' || trim(supporter_id) as record_key,
    'crm' as source_system,
    trim(supporter_id) as source_record_id,
    trim(supporter_id) as supporter_id,

    -- person
    {{ name_title('title') }} as title,
    coalesce({{ bare_name_forename('whole_name') }}, {{ clean_forename('first_name') }}) as forename,
    coalesce({{ clean_forename('middle_names') }}, {{ bare_name_middle_names('whole_name') }}) as middle_names,
    coalesce({{ bare_name_surname('whole_name') }}, {{ clean_surname('last_name') }}) as surname,
    coalesce({{ name_suffix('suffix', alone=true) }}, {{ name_suffix('last_name') }}) as name_suffix,
    {{ clean_date_of_birth('dob') }} as date_of_birth,

    -- contact points
    {{ clean_email('email') }} as email,
    coalesce(mobile_number, home_number) as phone,
    case when mobile_number <> home_number then home_number end as phone_alternative,
    coalesce(
        {{ dialled_phone('mobile_phone', 'country_code') }}, {{ dialled_phone('home_phone', 'country_code') }}
    ) as phone_dialled,
    {{ clean_handle('twitter_handle', "'x'") }} as social_handle,

    -- address
    {{ clean_address('address_1') }} as address_line_1,
    {{ clean_address('address_2') }} as address_line_2,
    {{ clean_town('town') }} as town,
    {{ clean_town('county') }} as county,
    {{ clean_postcode('postcode', 'country_code') }} as postcode,
    country_code as country,

    -- consent
    {{ clean_boolean('email_opt_in') }} as is_email_opted_in,
    {{ clean_boolean('post_opt_in') }} as is_post_opted_in,
    {{ clean_boolean('phone_opt_in') }} as is_phone_opted_in,
    {{ clean_boolean('sms_opt_in') }} as is_sms_opted_in,
    cast({{ timestamp_from_text('consent_date', 'uk_date') }} as date) as consented_on,
    nullif(trim(consent_wording), '') as consent_wording,
    coalesce({{ clean_boolean('deceased') }}, false) as is_deceased,

    -- times
    {{ timestamp_from_text('created_on', 'uk_timestamp') }} as created_at,
    {{ timestamp_from_text('updated_on', 'uk_timestamp') }} as updated_at,
    coalesce(
        {{ timestamp_from_text('updated_on', 'uk_timestamp') }},
        {{ timestamp_from_text('created_on', 'uk_timestamp') }}
    ) as recorded_at

from reachable
