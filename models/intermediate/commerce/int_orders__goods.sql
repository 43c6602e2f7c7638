with

lines as (

    select * from {{ ref('int_orders__lines') }}

)

select
    order_id,
    sum(case when is_return then 0 else quantity end) as items,
    sum(case when is_return then 0 else quantity * unit_price_amount end) as gross_amount,
    sum(case when is_return then 0 else discount_amount end) as line_discount_amount

from lines
group by order_id
