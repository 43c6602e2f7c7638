-- A home is its postcode and the first number of its address ("Flat 2, Lakeside Court, 95 Jubilee Place" is flat 2);
-- abroad, where a postcode spans a district, and without a number also the street.
with

addresses as (

    select
        customer_addresses.*,
        case when postcode is null then address_line_2 end as second_line

    from {{ ref('customer_addresses') }} as customer_addresses

),

spelled as (

    select
        addresses.*,
        {{ address_letters("address_line_1 || coalesce(' ' || second_line, '')") }} as spelled_address,
        replace(lower(coalesce(addresses.postcode, addresses.town)), ' ', '') as place

    from addresses
    where coalesce(addresses.postcode, addresses.town) is not null

),

parted as (

    select
        spelled.*,
        nullif({{ regex_extract('spelled_address', '([0-9]+[a-z]?)') }}, '') as first_number,
        case
            when spelled.spelled_address like 'flat %' or spelled.spelled_address like 'ap%t%' then 'flat ' else ''
        end as kind

    from spelled

)

select
    pin,
    is_current,
    valid_from,
    valid_to,
    address_line_1,
    town,
    postcode,
    ' ' || spelled_address || ' ' as words,
    place || '|' || kind || coalesce(first_number, '') || case
        when first_number is null or country <> 'GB' or postcode is null
            then '|' || coalesce({{ street('spelled_address') }}, spelled_address)
        else ''
    end as home_key

from parted
