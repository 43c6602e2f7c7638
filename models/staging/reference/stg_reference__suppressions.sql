with

suppressions as (

    {{ accepted_rows('reference', 'suppressions') }}

)

select
    -- keys
    trim(suppression_id) as suppression_id,
    lower(nullif(trim(list_name), '')) as list_name,

    -- person
    {{ name_title('title') }} as title,
    {{ clean_forename('forename') }} as forename,
    {{ clean_surname('surname') }} as surname,
    {{ clean_date_of_birth('date_of_birth') }} as date_of_birth,

    -- address
    {{ clean_address('address_line_1') }} as address_line_1,
    {{ clean_town('town') }} as town,
    {{ clean_postcode('postcode') }} as postcode,

    -- times
    cast({{ timestamp_from_text('effective_on', 'iso_date') }} as date) as effective_on,
    nullif(trim(supplied_by), '') as supplied_by

from suppressions
