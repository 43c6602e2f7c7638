with

records as (

    select * from {{ ref('int_identity__records') }}

),

providers as (

    select * from {{ ref('email_provider_aliases') }}

),

decided_apart as (

    select distinct record_key
    from {{ ref('int_identity__decision_records') }}
    where decision = 'cannot_link'

),

nicknames as (

    select * from {{ ref('nicknames') }}

),

spelled as (

    select
        record_key,
        {{ letters('forename') }} as forenames,
        {{ letters('middle_names') }} as middle_names,
        replace({{ letters('surname') }}, ' ', '') as surname,
        cast(date_of_birth as {{ dbt.type_string() }}) as date_of_birth,
        {{ email_comparison('records.email', 'providers.canonical_domain', 'providers.ignores_dots') }} as email,
        phone_comparison as phone,
        phone_alternative,
        {{ address_letters('address_line_1') }} as address,
        replace({{ letters('town') }}, ' ', '') as town,
        replace(replace(upper(postcode), ' ', ''), '-', '') as postcode,
        account_id,
        membership_no,
        loyalty_no,
        social_handle

    from records
    left join providers on {{ email_domain('records.email') }} = providers.domain

),

parted as (

    select
        record_key,
        nullif({{ dbt.split_part('forenames', "' '", 1) }}, '') as forename,
        coalesce(
            nullif({{ dbt.split_part('middle_names', "' '", 1) }}, ''),
            nullif({{ dbt.split_part('forenames', "' '", 2) }}, '')
        ) as middle_name,
        surname,
        date_of_birth,
        email,
        nullif({{ dbt.split_part('email', "'@'", 1) }}, '') as email_local,
        nullif({{ dbt.split_part('email', "'@'", 2) }}, '') as email_domain,
        phone,
        phone_alternative,
        address,
        {{ address_number('address') }} as address_number,
        {{ street('address') }} as street,
        town,
        postcode,
        case
            when {{ regex_matches('postcode', '^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$') }}
                then left(postcode, length(postcode) - 3)
        end as postal_district,
        account_id,
        membership_no,
        loyalty_no,
        social_handle

    from spelled

)

select
    parted.*,
    coalesce(nicknames.forename, parted.forename) as forename_root,
    parted.forename || ' ' || parted.surname as full_name,
    nullif({{ regex_replace('parted.email_local', '[^0-9]+', '') }}, '') as email_digits,
    {{ fingerprint_id([
        'parted.forename', 'parted.middle_name', 'parted.surname', 'parted.date_of_birth', 'parted.email',
        'parted.phone', 'parted.phone_alternative', 'parted.address', 'parted.town', 'parted.postcode',
        'parted.account_id', 'parted.membership_no', 'parted.loyalty_no', 'parted.social_handle',
        'decided_apart.record_key'
    ]) }} as fingerprint_id

from parted
left join nicknames on parted.forename = nicknames.nickname
left join decided_apart on parted.record_key = decided_apart.record_key
