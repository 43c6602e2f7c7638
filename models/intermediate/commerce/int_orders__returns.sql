with

web_shop_returns as (

    select * from {{ ref('int_orders__web_shop_returns') }}
    where not is_rung_at_a_till

),

till_returns as (

    select * from {{ ref('int_orders__till_returns') }}

)

select
    'web_shop:' || return_id as return_id,
    order_id,
    cast(null as varchar) as rung_in_order_id,
    refund_amount

from web_shop_returns

union all

select
    return_id,
    order_id,
    rung_in_order_id,
    refund_amount

from till_returns
