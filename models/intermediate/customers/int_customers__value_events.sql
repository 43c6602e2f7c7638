with

orders as (

    select * from {{ ref('fct_orders') }}

),

donations as (

    select * from {{ ref('fct_donations') }}

),

memberships as (

    select * from {{ ref('fct_memberships') }}

)

select
    pin,
    'order' as value_kind,
    cast(ordered_at as date) as valued_on,
    net_amount as amount,
    case when is_purchase then 1 else 0 end as times,
    case when is_purchase and is_gift then 1 else 0 end as gift_times,
    case when is_purchase and has_discount_code then 1 else 0 end as discount_times

from orders

union all

select
    pin,
    'donation' as value_kind,
    donated_on as valued_on,
    donation_amount as amount,
    1 as times,
    0 as gift_times,
    0 as discount_times

from donations

union all

select
    pin,
    'membership' as value_kind,
    started_on as valued_on,
    fee_share_amount as amount,
    1 as times,
    0 as gift_times,
    0 as discount_times

from memberships
