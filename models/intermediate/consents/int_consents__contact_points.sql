-- A customer without a usable contact point of a medium has no row for it.
with

customers as (

    select * from {{ ref('dim_customers') }}

),

emails as (

    select * from {{ ref('customer_emails') }}
    where is_preferred

),

phones as (

    select * from {{ ref('customer_phones') }}

)

select
    pin,
    'email' as medium,
    email as contact_point,
    is_deliverable as is_usable

from emails

union all

select
    pin,
    'phone' as medium,
    phone as contact_point,
    true as is_usable

from phones
where is_preferred

union all

select
    pin,
    'sms' as medium,
    phone as contact_point,
    true as is_usable

from phones
where is_preferred_for_sms

union all

select
    pin,
    'post' as medium,
    address_line_1 || coalesce(', ' || town, '') || coalesce(', ' || postcode, '') as contact_point,
    postcode is not null or country <> '{{ var("default_country", "GB") }}' as is_usable

from customers
where address_line_1 is not null
