-- Goods less discounts, plus delivery, less the refunds a till paid, make the total that the source states. A warning:
-- a line that was rejected, or a system's own rounding, shows here.
{{ config(severity='warn') }}

select
    order_id,
    gross_amount,
    discount_amount,
    shipping_amount,
    refund_given_amount,
    total_amount

from {{ ref('fct_orders') }}
where gross_amount - discount_amount + shipping_amount - refund_given_amount <> total_amount
