-- What comes back over a store's counter is noted by the web shop and rung at the till: one event in two systems. The
-- till's note of it is the same refund for the same order; of several alike the first goes with the first.
with

returns as (

    select * from {{ ref('stg_web_shop__returns') }}

),

till_returns as (

    select * from {{ ref('int_orders__till_returns') }}

),

noted as (

    select
        returns.*,
        'web_shop:' || returns.order_id as sold_in_order_id,
        row_number() over (
            partition by returns.order_id, returns.refund_amount, returns.return_channel
            order by returns.return_id
        ) as alike_number

    from returns

),

rung_at_a_till as (

    select
        return_id,
        order_id,
        refund_amount,
        row_number() over (partition by order_id, refund_amount order by return_id) as alike_number

    from till_returns

)

select
    noted.return_id,
    noted.sold_in_order_id as order_id,
    'web_shop:' || noted.order_line_id as order_line_id,
    noted.record_key,
    noted.return_channel,
    noted.store_id,
    noted.reason,
    noted.quantity,
    noted.returned_at,
    noted.refund_amount,
    rung_at_a_till.return_id as till_return_id,
    rung_at_a_till.order_id is not null as is_rung_at_a_till

from noted
left join rung_at_a_till
    on
        noted.sold_in_order_id = rung_at_a_till.order_id
        and noted.refund_amount = rung_at_a_till.refund_amount
        and noted.alike_number = rung_at_a_till.alike_number
        and noted.return_channel = 'store'
