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

),

described as (

    select
        periods.*,
        case when periods.is_former then former_addresses.address_line_1 else records.address_line_1 end as line_1,
        case when not periods.is_former then details.address_line_2 end as line_2,
        case when periods.is_former then former_addresses.town else records.town end as town,
        case when not periods.is_former then details.county end as county,
        case when periods.is_former then former_addresses.postcode else records.postcode end as postcode,
        records.country

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

),

-- An address without a postcode is not another one when the customer has the same line with a postcode.
postcoded as (

    select distinct
        pin,
        left({{ address_letters('line_1') }}, 8) as line_start

    from described
    where postcode is not null

)

select
    described.pin,
    described.line_1 as address_line_1,
    described.line_2 as address_line_2,
    described.town,
    described.county,
    described.postcode,
    coalesce(described.country, '{{ var("default_country", "GB") }}') as country,
    described.is_chosen as is_preferred,
    described.is_current,
    described.valid_from,
    described.valid_to,
    described.record_count,
    described.record_key,
    described.value_group as address_group

from described
left join postcoded
    on
        described.postcode is null
        and described.pin = postcoded.pin
        and left({{ address_letters('described.line_1') }}, 8) = postcoded.line_start
where postcoded.pin is null or described.is_chosen
