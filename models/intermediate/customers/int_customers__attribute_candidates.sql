with

records as (

    select * from {{ ref('int_customers__named_records') }}

),

names as (

    select
        pin,
        record_key,
        source_system,
        recorded_at,
        'name' as attribute,
        trim(coalesce(forename, '') || ' ' || coalesce(surname, '')) as attribute_value,
        cast(null as {{ dbt.type_string() }}) as value_group,
        name_completeness as completeness,
        forename_start as with_forename,
        surname_as_said as with_surname

    from records
    where forename is not null or surname is not null

),

addresses as (

    select
        pin,
        record_key,
        source_system,
        recorded_at,
        'address' as attribute,
        coalesce(address_line_1, '') || ', ' || coalesce(postcode, town, '') as attribute_value,
        lower(coalesce(postcode, town, '')) as value_group,
        case when address_line_1 is not null then 2 else 0 end
        + case when postcode is not null or town is not null then 1 else 0 end as completeness,
        cast(null as {{ dbt.type_string() }}) as with_forename,
        cast(null as {{ dbt.type_string() }}) as with_surname

    from records
    where address_line_1 is not null or postcode is not null or town is not null

),

single_values as (

    {{ attribute_values('title', forename='forename_start', surname='surname_as_said') }}
    union all
    {{ attribute_values('middle_names', completeness='length(middle_names)', forename='forename_start') }}
    union all
    {{ attribute_values('date_of_birth', forename='forename_start') }}
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

select * from names
union all
select * from addresses
union all
select * from single_values
