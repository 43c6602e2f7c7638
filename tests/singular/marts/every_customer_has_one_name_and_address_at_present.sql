-- Of names, addresses, emails and numbers that a customer has, one each is the preferred one; none where no record says
-- any of them any more, as when the only source took the last one out.
with

points as (

    select
        pin,
        'name' as kind,
        is_current as is_preferred,
        record_count

    from {{ ref('customer_names') }}

    union all

    select
        pin,
        'address' as kind,
        is_preferred,
        record_count

    from {{ ref('customer_addresses') }}

    union all

    select
        pin,
        'email' as kind,
        is_preferred,
        record_count

    from {{ ref('customer_emails') }}

    union all

    select
        pin,
        'phone' as kind,
        is_preferred,
        record_count

    from {{ ref('customer_phones') }}

)

select
    pin,
    kind,
    sum(case when is_preferred then 1 else 0 end) as preferred,
    max(record_count) as records

from points
group by
    pin,
    kind
having
    sum(case when is_preferred then 1 else 0 end) > 1
    or (sum(case when is_preferred then 1 else 0 end) = 0 and max(record_count) > 0)
