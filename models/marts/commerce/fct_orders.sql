with

orders as (

    select * from {{ ref('int_orders__unioned') }}

),

goods as (

    select * from {{ ref('int_orders__goods') }}

),

refunds as (

    select * from {{ ref('int_orders__refunds') }}

),

campaigns as (

    select * from {{ ref('int_campaigns__attributed_orders') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    orders.order_id,
    pins.pin,
    orders.record_key,
    orders.channel,
    orders.ordered_at,
    orders.delivery_method,
    orders.store_id,
    orders.ready_at,
    orders.collected_at,
    case
        when orders.delivery_method <> 'click_and_collect' then null
        when orders.collected_at is not null then 'collected'
        when orders.is_cancelled then 'cancelled'
        when orders.ready_at is not null then 'not_collected'
        else 'preparing'
    end as collection_status,
    orders.status,
    orders.is_gift,
    orders.has_discount_code,
    coalesce(goods.items, 0) > 0 and not orders.is_cancelled as is_purchase,
    cast(coalesce(goods.items, 0) as integer) as items,
    cast(coalesce(goods.gross_amount, 0) as numeric(12, 2)) as gross_amount,
    cast(
        coalesce(orders.discount_amount, 0) + coalesce(goods.line_discount_amount, 0) as numeric(12, 2)
    ) as discount_amount,
    cast(coalesce(orders.shipping_amount, 0) as numeric(12, 2)) as shipping_amount,
    cast(orders.total_amount as numeric(12, 2)) as total_amount,
    cast(coalesce(refunds.refund_given_amount, 0) as numeric(12, 2)) as refund_given_amount,
    cast(coalesce(refunds.returned_amount, 0) as numeric(12, 2)) as returned_amount,
    cast(
        case
            when orders.is_cancelled then 0
            else
                orders.total_amount
                + coalesce(refunds.refund_given_amount, 0)
                - coalesce(refunds.returned_amount, 0)
        end as numeric(12, 2)
    ) as net_amount,
    orders.currency,
    campaigns.send_id,
    campaigns.attributed_by

from orders
left join goods
    on orders.order_id = goods.order_id
left join refunds
    on orders.order_id = refunds.order_id
left join campaigns
    on orders.order_id = campaigns.order_id
left join pins
    on orders.record_key = pins.record_key
