-- The comparison form of int_identity__comparison_forms, of people who are no records and get no PIN. Negative ids keep
-- them apart from fingerprints of records.
with

suppressions as (

    select * from {{ ref('stg_reference__suppressions') }}

),

nicknames as (

    select * from {{ ref('nicknames') }}

),

spelled as (

    select
        suppression_id,
        {{ letters('forename') }} as forenames,
        replace({{ letters('surname') }}, ' ', '') as surname,
        cast(date_of_birth as {{ dbt.type_string() }}) as date_of_birth,
        {{ address_letters('address_line_1') }} as address,
        replace({{ letters('town') }}, ' ', '') as town,
        replace(upper(postcode), ' ', '') as postcode

    from suppressions

),

parted as (

    select
        spelled.*,
        nullif({{ dbt.split_part('forenames', "' '", 1) }}, '') as forename,
        nullif({{ dbt.split_part('forenames', "' '", 2) }}, '') as middle_name,
        {{ address_number('address') }} as address_number,
        {{ street('address') }} as street,
        case
            when {{ regex_matches('postcode', '^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$') }}
                then left(spelled.postcode, length(spelled.postcode) - 3)
        end as postal_district

    from spelled

)

select
    parted.suppression_id,
    -1 - {{ hash_bigint('parted.suppression_id') }} as fingerprint_id,
    parted.forename,
    coalesce(nicknames.forename, parted.forename) as forename_root,
    parted.middle_name,
    parted.surname,
    parted.forename || ' ' || parted.surname as full_name,
    parted.date_of_birth,
    parted.address,
    parted.address_number,
    parted.street,
    parted.town,
    parted.postcode,
    parted.postal_district

from parted
left join nicknames
    on parted.forename = nicknames.nickname
