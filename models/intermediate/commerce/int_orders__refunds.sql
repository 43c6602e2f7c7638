with

returns as (

    select * from {{ ref('int_orders__returns') }}

),

refunds as (

    select
        order_id,
        refund_amount as returned_amount,
        0 as refund_given_amount

    from returns

    union all

    select
        rung_in_order_id as order_id,
        0 as returned_amount,
        refund_amount as refund_given_amount

    from returns
    where rung_in_order_id is not null

)

select
    order_id,
    sum(returned_amount) as returned_amount,
    sum(refund_given_amount) as refund_given_amount

from refunds
group by order_id
