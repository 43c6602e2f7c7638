with

periods as (

    select * from {{ ref('int_customers__value_periods') }}
    where attribute = 'address'

),

records as (

    select * from {{ ref('int_identity__records') }}

),

details as (

    select * from {{ ref('int_customers__address_details') }}

),

versions as (

    select * from {{ ref('record_versions') }}
    where dbt_valid_to is not null and address_line_1 is not null

),

former_addresses as (

    select
        record_key,
        address_line_1 || ', ' || coalesce(postcode, town, '') as attribute_value,
        min(address_line_1) as address_line_1,
        min(town) as town,
        min(postcode) as postcode

    from versions
    group by
        record_key,
        address_line_1 || ', ' || coalesce(postcode, town, '')

)

select
    periods.pin,
    case when periods.is_former then former_addresses.address_line_1 else records.address_line_1 end as address_line_1,
    case when not periods.is_former then details.address_line_2 end as address_line_2,
    case when periods.is_former then former_addresses.town else records.town end as town,
    case when not periods.is_former then details.county end as county,
    case when periods.is_former then former_addresses.postcode else records.postcode end as postcode,
    coalesce(records.country, '{{ var("default_country", "GB") }}') as country,
    periods.is_chosen as is_preferred,
    periods.is_current,
    periods.valid_from,
    periods.valid_to,
    periods.record_count,
    periods.record_key,
    periods.value_group as address_group

from periods
left join records
    on periods.record_key = records.record_key
left join details
    on periods.record_key = details.record_key
left join former_addresses
    on
        periods.is_former
        and periods.record_key = former_addresses.record_key
        and periods.attribute_value = former_addresses.attribute_value
