with

periods as (

    select * from {{ ref('int_customers__value_periods') }}
    where attribute = 'email'

)

select
    pin,
    attribute_value as email,
    is_chosen as is_preferred,
    is_current,
    is_verified,
    is_valid as is_deliverable,
    valid_from,
    valid_to,
    record_count,
    record_key

from periods
