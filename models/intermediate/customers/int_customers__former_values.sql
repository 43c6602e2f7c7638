with

versions as (

    select * from {{ ref('record_versions') }}
    where dbt_valid_to is not null

),

pins as (

    select * from {{ ref('int_identity__pins') }}

),

present_values as (

    select * from {{ ref('int_customers__ranked_values') }}

),

stated as (

    select
        record_key,
        recorded_at,
        'name' as attribute,
        trim(coalesce(forename, '') || ' ' || coalesce(surname, '')) as attribute_value,
        cast(null as {{ dbt.type_string() }}) as value_group

    from versions
    where forename is not null and surname is not null

    union all

    select
        record_key,
        recorded_at,
        'address' as attribute,
        address_line_1 || ', ' || coalesce(postcode, town, '') as attribute_value,
        lower(coalesce(postcode, town, '')) as value_group

    from versions
    where address_line_1 is not null

    union all

    select
        record_key,
        recorded_at,
        'email' as attribute,
        email as attribute_value,
        cast(null as {{ dbt.type_string() }}) as value_group

    from versions
    where email is not null

    union all

    select
        record_key,
        recorded_at,
        'phone' as attribute,
        phone as attribute_value,
        cast(null as {{ dbt.type_string() }}) as value_group

    from versions
    where phone is not null

),

of_customers as (

    select
        pins.pin,
        stated.attribute,
        stated.attribute_value,
        coalesce(stated.value_group, lower(stated.attribute_value)) as value_group,
        min(stated.record_key) as record_key,
        min(stated.recorded_at) as first_said_at,
        max(stated.recorded_at) as last_said_at

    from stated
    inner join pins
        on stated.record_key = pins.record_key
    group by
        pins.pin,
        stated.attribute,
        stated.attribute_value,
        coalesce(stated.value_group, lower(stated.attribute_value))

)

select
    of_customers.pin,
    of_customers.attribute,
    of_customers.attribute_value,
    of_customers.value_group,
    false as is_chosen,
    1000000 as choice,
    of_customers.record_key,
    0 as record_count,
    of_customers.first_said_at,
    of_customers.last_said_at,
    false as is_verified,
    true as is_valid

from of_customers
left join present_values
    on
        of_customers.pin = present_values.pin
        and of_customers.attribute = present_values.attribute
        and of_customers.attribute_value = present_values.attribute_value
where present_values.pin is null
