with

memberships as (

    select * from {{ ref('stg_crm__memberships') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    memberships.membership_id,
    memberships.membership_no,
    pins.pin,
    memberships.record_key,
    memberships.membership_type,
    memberships.started_on,
    memberships.expires_on,
    memberships.status,
    memberships.payment_method,
    memberships.annual_fee_amount

from memberships
left join pins
    on memberships.record_key = pins.record_key
