with

records as (

    select * from {{ ref('int_identity__records') }}

),

names as (

    select
        record_key,
        'name' as attribute,
        trim(coalesce(forename, '') || ' ' || coalesce(surname, '')) as attribute_value,
        lower(coalesce(forename, '') || ' ' || coalesce(surname, '')) as same_as,
        case when length(replace(forename, '.', '')) > 1 then 2 when forename is not null then 1 else 0 end
        + case when length(surname) > 1 then 3 else 0 end as completeness

    from records
    where forename is not null or surname is not null

),

addresses as (

    select
        record_key,
        'address' as attribute,
        coalesce(address_line_1, '') || ', ' || coalesce(postcode, town, '') as attribute_value,
        lower(coalesce(postcode, town, '')) as same_as,
        case when address_line_1 is not null then 2 else 0 end
        + case when postcode is not null or town is not null then 1 else 0 end as completeness

    from records
    where address_line_1 is not null or postcode is not null or town is not null

),

single_values as (

    {{ attribute_values('title') }}
    union all
    {{ attribute_values('middle_names') }}
    union all
    {{ attribute_values('date_of_birth') }}
    union all
    {{ attribute_values('email') }}
    union all
    {{ attribute_values('phone') }}
    union all
    {{ attribute_values('phone', 'phone_alternative') }}
    union all
    {{ attribute_values('membership_no') }}
    union all
    {{ attribute_values('loyalty_no') }}

)

select
    record_key,
    attribute,
    attribute_value,
    same_as,
    completeness

from names

union all

select
    record_key,
    attribute,
    attribute_value,
    same_as,
    completeness

from addresses

union all

select
    record_key,
    attribute,
    attribute_value,
    same_as,
    case when attribute = 'middle_names' then length(attribute_value) else 1 end as completeness

from single_values
