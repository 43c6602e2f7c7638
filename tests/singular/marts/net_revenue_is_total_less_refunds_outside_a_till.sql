-- Refunds paid at a till are inside the totals of the till already, whichever order they are counted against: over all
-- orders together, net revenue is the totals less the refunds that no till rang.
with

orders as (

    select
        coalesce(sum(total_amount), 0) as total_amount,
        coalesce(sum(net_amount), 0) as net_amount

    from {{ ref('fct_orders') }}

),

refunds as (

    select coalesce(sum(refunds.refund_amount), 0) as refund_amount

    from {{ ref('int_orders__returns') }} as refunds
    inner join {{ ref('fct_orders') }} as orders
        on refunds.order_id = orders.order_id
    where refunds.rung_in_order_id is null

)

select *

from orders
cross join refunds
where orders.net_amount <> orders.total_amount - refunds.refund_amount
