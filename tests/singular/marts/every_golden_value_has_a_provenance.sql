-- What the golden record shows is what was chosen, and it says so of nothing else.
with

customers as (

    select * from {{ ref('dim_customers') }}

),

golden as (

    select
        pin,
        'name' as attribute,
        full_name as attribute_value

    from customers
    where full_name is not null

    union all

    select
        pin,
        'email' as attribute,
        primary_email as attribute_value

    from customers
    where primary_email is not null

    union all

    select
        pin,
        'phone' as attribute,
        primary_phone as attribute_value

    from customers
    where primary_phone is not null

    union all

    select
        pin,
        'date_of_birth' as attribute,
        cast(date_of_birth as {{ dbt.type_string() }}) as attribute_value

    from customers
    where date_of_birth is not null

    union all

    select
        pin,
        'title' as attribute,
        title as attribute_value

    from customers
    where title is not null

),

chosen as (

    select * from {{ ref('customer_attribute_provenance') }}
    where is_chosen and attribute in ('name', 'email', 'phone', 'date_of_birth', 'title')

)

select
    coalesce(golden.pin, chosen.pin) as pin,
    coalesce(golden.attribute, chosen.attribute) as attribute,
    golden.attribute_value as golden_value,
    chosen.attribute_value as chosen_value

from golden
full outer join chosen
    on
        golden.pin = chosen.pin
        and golden.attribute = chosen.attribute
where coalesce(golden.attribute_value, '') <> coalesce(chosen.attribute_value, '')
