-- A home is its postcode and the first number of its address ("Flat 2, Lakeside Court, 95 Jubilee Place" is flat 2);
-- abroad, where a postcode spans a district, and without a number also the street.
with

addresses as (

    select * from {{ ref('customer_addresses') }}

),

lines as (

    select
        addresses.*,
        addresses.address_line_1 || case
            when addresses.postcode is null then coalesce(' ' || addresses.address_line_2, '') else ''
        end as full_line

    from addresses

),

spelled as (

    select
        lines.*,
        {{ address_letters('full_line') }} as spelled_address,
        replace(lower(coalesce(lines.postcode, lines.town)), ' ', '') as place

    from lines
    where coalesce(lines.postcode, lines.town) is not null

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
