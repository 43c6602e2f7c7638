with

contactability as (

    select * from {{ ref('customer_contactability') }}
    where purpose = 'marketing'

),

stays as (

    select * from {{ ref('bridge_customers_x_households') }}
    where is_current

),

households as (

    select * from {{ ref('dim_households') }}

),

customers as (

    select pin from {{ ref('dim_customers') }}

),

permissions as (

    select
        pin,
        max(case when medium = 'email' and may_contact then 1 else 0 end) = 1 as may_email,
        max(case when medium = 'phone' and may_contact then 1 else 0 end) = 1 as may_phone,
        max(case when medium = 'post' and may_contact then 1 else 0 end) = 1 as may_post,
        max(case when medium = 'sms' and may_contact then 1 else 0 end) = 1 as may_sms

    from contactability
    group by pin

),

homes as (

    select
        pin,
        min(household_id) as household_id

    from stays
    group by pin

)

select
    customers.pin,
    homes.household_id,
    households.customer_count as household_customers,
    permissions.may_email,
    permissions.may_phone,
    permissions.may_post,
    permissions.may_sms

from customers
left join permissions
    on customers.pin = permissions.pin
left join homes
    on customers.pin = homes.pin
left join households
    on homes.household_id = households.household_id
