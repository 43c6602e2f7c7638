with

ranked_values as (

    select * from {{ ref('int_customers__ranked_values') }}
    where attribute not in ('title', 'middle_names', 'date_of_birth')

),

fitting_values as (

    select * from {{ ref('int_customers__fitting_values') }}

),

unioned as (

    select
        pin,
        attribute,
        attribute_value,
        value_group,
        record_key,
        record_count,
        first_said_at,
        last_said_at,
        verified,
        validity,
        choice,
        choice = 1 as is_chosen,
        decided_by

    from ranked_values

    union all

    select
        pin,
        attribute,
        attribute_value,
        value_group,
        record_key,
        record_count,
        first_said_at,
        last_said_at,
        verified,
        validity,
        choice,
        is_chosen,
        decided_by

    from fitting_values

)

select
    pin,
    attribute,
    attribute_value,
    is_chosen,
    cast(choice as integer) as choice,
    decided_by,
    record_key,
    cast(record_count as integer) as record_count,
    first_said_at,
    last_said_at,
    verified = 1 as is_verified,
    validity = 1 as is_valid,
    value_group

from unioned
