with

contactability as (

    select * from {{ ref('customer_contactability') }}

),

stays as (

    select * from {{ ref('bridge_customers_x_households') }}
    where is_current

),

households as (

    select * from {{ ref('dim_households') }}

),

members as (

    select * from {{ ref('int_segments__members') }}

),

customers as (

    select pin from {{ ref('dim_customers') }}

),

permissions as (

    select
        pin,
        max(case when purpose = 'marketing' and medium = 'email' and may_contact then 1 else 0 end) = 1 as may_email,
        max(case when purpose = 'marketing' and medium = 'phone' and may_contact then 1 else 0 end) = 1 as may_phone,
        max(case when purpose = 'marketing' and medium = 'post' and may_contact then 1 else 0 end) = 1 as may_post,
        max(case when purpose = 'marketing' and medium = 'sms' and may_contact then 1 else 0 end) = 1 as may_sms,
        max(case when purpose = 'newsletter' and may_contact then 1 else 0 end) = 1 as may_send_newsletter

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
    permissions.may_sms,
    permissions.may_send_newsletter,
    members.membership_expires_on

from customers
left join permissions
    on customers.pin = permissions.pin
left join homes
    on customers.pin = homes.pin
left join households
    on homes.household_id = households.household_id
left join members
    on customers.pin = members.pin
