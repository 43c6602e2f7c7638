with

periods as (

    select * from {{ ref('int_customers__value_periods') }}
    where attribute = 'phone'

),

told as (

    select
        periods.*,
        {{ is_mobile_phone('attribute_value') }} as is_mobile

    from periods

),

best_mobiles as (

    select
        pin,
        min(choice) as choice

    from told
    where is_mobile and is_current
    group by pin

)

select
    told.pin,
    told.attribute_value as phone,
    told.is_mobile,
    told.is_chosen as is_preferred,
    best_mobiles.pin is not null as is_preferred_for_sms,
    told.is_current,
    told.is_verified,
    told.valid_from,
    told.valid_to,
    told.record_count,
    told.record_key

from told
left join best_mobiles
    on
        told.pin = best_mobiles.pin
        and told.choice = best_mobiles.choice
