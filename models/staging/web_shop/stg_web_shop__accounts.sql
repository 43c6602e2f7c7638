with

accounts as (

    {{ accepted_rows('web_shop', 'accounts') }}

),

named as (

    select
        accounts.*,
        {{ surname_field_name('first_name', 'last_name') }} as whole_name,
        {{ clean_country('country_code') }} as country

    from accounts{{ worked_out_first('account_id desc') }}

)

select
    -- keys
    'web_shop.accounts:' || trim(account_id) as record_key,
    'web_shop' as source_system,
    trim(account_id) as source_record_id,

    -- person
    coalesce({{ bare_name_forename('whole_name') }}, {{ clean_forename('first_name') }}) as forename,
    {{ bare_name_middle_names('whole_name') }} as middle_names,
    coalesce({{ bare_name_surname('whole_name') }}, {{ clean_surname('last_name') }}) as surname,
    {{ name_suffix('last_name') }} as name_suffix,
    {{ clean_date_of_birth('birth_date') }} as date_of_birth,

    -- contact points and identifiers
    {{ clean_email('email') }} as email,
    {{ clean_phone('phone', 'country') }} as phone,
    {{ dialled_phone('phone', 'country') }} as phone_dialled,
    {{ clean_identifier('account_id') }} as account_id,

    -- address
    {{ clean_address('address1') }} as address_line_1,
    {{ clean_address('address2') }} as address_line_2,
    {{ clean_town('city') }} as town,
    {{ clean_town('county') }} as county,
    {{ clean_postcode('postcode', 'country') }} as postcode,
    country,

    -- consent
    {{ clean_boolean('accepts_marketing') }} as is_email_opted_in,
    {{ timestamp_from_text('marketing_consent_at', 'iso_8601') }} as consented_at,

    -- times
    {{ timestamp_from_text('created_at', 'iso_8601') }} as created_at,
    {{ timestamp_from_text('updated_at', 'iso_8601') }} as updated_at,
    coalesce(
        {{ timestamp_from_text('updated_at', 'iso_8601') }}, {{ timestamp_from_text('created_at', 'iso_8601') }}
    ) as recorded_at

from named
