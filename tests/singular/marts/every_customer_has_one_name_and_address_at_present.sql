-- Of names, addresses, emails and numbers that a customer has, one each is the preferred one.
with

points as (

    select
        pin,
        'name' as kind,
        is_current as is_preferred

    from {{ ref('customer_names') }}

    union all

    select
        pin,
        'address' as kind,
        is_preferred

    from {{ ref('customer_addresses') }}

    union all

    select
        pin,
        'email' as kind,
        is_preferred

    from {{ ref('customer_emails') }}

    union all

    select
        pin,
        'phone' as kind,
        is_preferred

    from {{ ref('customer_phones') }}

)

select
    pin,
    kind,
    sum(case when is_preferred then 1 else 0 end) as preferred

from points
group by
    pin,
    kind
having sum(case when is_preferred then 1 else 0 end) <> 1
