with

records as (

    {{ accepted_rows('records_file', 'records') }}

),

named as (

    select
        records.*,
        {{ bare_name('full_name') }} as bare_name,
        {{ clean_country('country') }} as country_code

    from records

)

select
    -- keys
    record_key,
    coalesce(nullif(trim(source_system), ''), 'records_file') as source_system,
    record_key as source_record_id,

    -- person
    coalesce({{ name_title('title') }}, {{ name_title('full_name') }}) as title,
    coalesce({{ clean_forename('forename') }}, case when bare_name like '% %' or surname is null then {{ bare_name_forename('bare_name') }} end) as forename,
    coalesce({{ clean_forename('middle_names') }}, {{ bare_name_middle_names('bare_name') }}) as middle_names,
    coalesce({{ clean_surname('surname') }}, {{ bare_name_surname('bare_name') }}) as surname,
    coalesce({{ name_suffix('surname') }}, {{ name_suffix('full_name') }}) as name_suffix,
    {{ clean_date_of_birth('date_of_birth') }} as date_of_birth,

    -- contact points and identifiers
    {{ clean_email('email') }} as email,
    {{ clean_phone('phone', 'country_code') }} as phone,
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

from named
