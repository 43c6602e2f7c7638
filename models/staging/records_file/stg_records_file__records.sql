with

records as (

    {{ accepted_rows('records_file', 'records') }}

),

named as (

    select
        records.*,
        {{ clean_forename('forename') }} as given_forename,
        {{ clean_surname('surname') }} as given_surname,
        coalesce(
            {{ name_title('title') }}, {{ name_title('forename') }}, {{ name_title('full_name') }}
        ) as stated_title,
        {{ bare_name('full_name') }} as bare_name,
        {{ clean_country('country') }} as country_code

    from records

),

split as (

    select
        named.*,
        {{ bare_name_forename('bare_name', 'stated_title') }} as first_word,
        {{ bare_name_surname('bare_name', 'stated_title') }} as last_word

    from named

)

select
    -- keys
    record_key,
    coalesce(nullif(trim(source_system), ''), 'records_file') as source_system,
    record_key as source_record_id,

    -- person: the parts as given, then what the full name adds
    stated_title as title,
    coalesce(
        given_forename, case when lower(first_word) <> coalesce(lower(given_surname), '') then first_word end
    ) as forename,
    coalesce({{ clean_forename('middle_names') }}, {{ bare_name_middle_names('bare_name') }}) as middle_names,
    coalesce(given_surname, last_word) as surname,
    coalesce({{ name_suffix('surname') }}, {{ name_suffix('full_name') }}) as name_suffix,
    {{ clean_date_of_birth('date_of_birth') }} as date_of_birth,

    -- contact points and identifiers
    {{ clean_email('email') }} as email,
    {{ clean_phone('phone', 'country_code') }} as phone,
    {{ dialled_phone('phone', 'country_code') }} as phone_dialled,
    {{ clean_identifier('account_id') }} as account_id,
    {{ clean_identifier('membership_no') }} as membership_no,
    {{ clean_identifier('loyalty_no') }} as loyalty_no,
    {{ clean_handle('social_handle') }} as social_handle,

    -- address
    {{ clean_address('address_line_1') }} as address_line_1,
    {{ clean_town('town') }} as town,
    {{ clean_postcode('postcode', 'country_code') }} as postcode,
    country_code as country,

    -- times
    {{ timestamp_from_text('recorded_at', 'any') }} as recorded_at

from split
