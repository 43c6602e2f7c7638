with

donations as (

    select * from {{ ref('stg_crm__donations') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    donations.donation_id,
    pins.pin,
    donations.record_key,
    donations.donated_on,
    donations.donation_amount,
    donations.fund,
    donations.appeal,
    donations.is_gift_aided,
    donations.payment_method

from donations
left join pins
    on donations.record_key = pins.record_key
