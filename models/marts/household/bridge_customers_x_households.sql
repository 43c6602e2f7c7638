with

members as (

    select * from {{ ref('int_households__members') }}

)

select
    household_id,
    pin,
    min(valid_from) as valid_from,
    case when max(case when is_current then 1 else 0 end) = 0 then max(valid_to) end as valid_to,
    max(case when is_current then 1 else 0 end) = 1 as is_current

from members
group by
    household_id,
    pin
