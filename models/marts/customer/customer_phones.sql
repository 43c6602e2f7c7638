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

chosen as (

    select
        told.*,
        min(case when told.is_mobile and told.is_current then told.choice end) over (partition by told.pin) as for_sms

    from told

)

select
    pin,
    attribute_value as phone,
    is_mobile,
    is_chosen as is_preferred,
    coalesce(choice = for_sms, false) as is_preferred_for_sms,
    is_current,
    is_verified,
    valid_from,
    valid_to,
    record_count,
    record_key

from chosen
