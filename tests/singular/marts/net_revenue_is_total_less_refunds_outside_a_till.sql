-- Refunds paid at a till are inside the totals of the till already, whichever order they are counted against: over all
-- orders that were not cancelled, net revenue is the totals less the refunds that no till rang.
with

orders as (

    select * from {{ ref('int_orders__unioned') }}
    where not is_cancelled

),

refunded as (

    select * from {{ ref('int_orders__returns') }}
    where rung_in_order_id is null

),

facts as (

    select coalesce(sum(net_amount), 0) as net_amount
    from {{ ref('fct_orders') }}

),

totals as (

    select coalesce(sum(total_amount), 0) as total_amount
    from orders

),

refunds as (

    select coalesce(sum(refunded.refund_amount), 0) as refund_amount

    from refunded
    inner join orders
        on refunded.order_id = orders.order_id

)

select
    facts.net_amount,
    totals.total_amount,
    refunds.refund_amount

from facts
cross join totals
cross join refunds
where facts.net_amount <> totals.total_amount - refunds.refund_amount
