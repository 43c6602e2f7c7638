with

records as (

    select * from {{ ref('int_identity__records') }}

),

names as (

    select
        record_key,
        'name' as attribute,
        {{ dbt.concat(["coalesce(forename, '')", "' '", "coalesce(surname, '')"]) }} as attribute_value,
        case when length(forename) > 2 then 2 when forename is not null then 1 else 0 end
        + case when length(surname) > 1 then 3 else 0 end as completeness

    from records
    where forename is not null or surname is not null

),

addresses as (

    select
        record_key,
        'address' as attribute,
        coalesce(address_line_1, '') || ', ' || coalesce(postcode, town, '') as attribute_value,
        case when address_line_1 is not null then 2 else 0 end
        + case when postcode is not null then 2 else 0 end
        + case when town is not null then 1 else 0 end as completeness

    from records
    where address_line_1 is not null or postcode is not null or town is not null

),

single_values as (

    select record_key, 'title' as attribute, title as attribute_value
    from records where title is not null
    union all
    select record_key, 'middle_names' as attribute, middle_names as attribute_value
    from records where middle_names is not null
    union all
    select record_key, 'date_of_birth' as attribute, cast(date_of_birth as varchar) as attribute_value
    from records where date_of_birth is not null
    union all
    select record_key, 'email' as attribute, email as attribute_value
    from records where email is not null
    union all
    select record_key, 'phone' as attribute, phone as attribute_value
    from records where phone is not null
    union all
    select record_key, 'phone' as attribute, phone_alternative as attribute_value
    from records where phone_alternative is not null and phone_alternative <> coalesce(phone, '')
    union all
    select record_key, 'membership_no' as attribute, membership_no as attribute_value
    from records where membership_no is not null
    union all
    select record_key, 'loyalty_no' as attribute, loyalty_no as attribute_value
    from records where loyalty_no is not null

)

select record_key, attribute, attribute_value, completeness from names
union all
select record_key, attribute, attribute_value, completeness from addresses
union all
select
    record_key,
    attribute,
    attribute_value,
    case when attribute = 'middle_names' then length(attribute_value) else 1 end as completeness
from single_values
