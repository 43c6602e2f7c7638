-- What comes back over a store's counter is noted by the web shop and rung at the till: one event in two systems. The
-- till's note of it is the same refund for the same order.
with

returns as (

    select * from {{ ref('stg_web_shop__returns') }}

),

rung_at_a_till as (

    select
        order_id,
        refund_amount

    from {{ ref('int_orders__till_returns') }}
    group by
        order_id,
        refund_amount

)

select
    returns.return_id,
    'web_shop:' || returns.order_id as order_id,
    returns.record_key,
    returns.return_channel,
    returns.reason,
    returns.returned_at,
    returns.refund_amount,
    coalesce(returns.return_channel = 'store', false) and rung_at_a_till.order_id is not null as is_rung_at_a_till

from returns
left join rung_at_a_till
    on
        'web_shop:' || returns.order_id = rung_at_a_till.order_id
        and returns.refund_amount = rung_at_a_till.refund_amount
