with

web_shop_returns as (

    select * from {{ ref('int_orders__web_shop_returns') }}

),

till_returns as (

    select * from {{ ref('int_orders__till_returns') }}

),

lines as (

    select * from {{ ref('int_orders__lines') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

sold_lines as (

    select
        order_id,
        sku,
        min(order_line_id) as order_line_id

    from lines
    where not is_return
    group by order_id, sku

),

rung as (

    select
        till_returns.return_id,
        web_shop_returns.return_id as web_shop_return_id,
        till_returns.order_id,
        coalesce(web_shop_returns.order_line_id, sold_lines.order_line_id) as order_line_id,
        till_returns.rung_in_order_id,
        'store' as return_channel,
        web_shop_returns.reason,
        cast(null as timestamp) as returned_at,
        cast(null as {{ dbt.type_string() }}) as store_id,
        -lines.quantity as quantity,
        till_returns.refund_amount

    from till_returns
    inner join lines
        on till_returns.return_id = lines.order_line_id
    left join web_shop_returns
        on till_returns.return_id = web_shop_returns.till_return_id
    left join sold_lines
        on
            till_returns.order_id = sold_lines.order_id
            and lines.sku = sold_lines.sku

),

noted as (

    select
        'web_shop:' || return_id as return_id,
        return_id as web_shop_return_id,
        order_id,
        order_line_id,
        cast(null as {{ dbt.type_string() }}) as rung_in_order_id,
        return_channel,
        reason,
        returned_at,
        store_id,
        quantity,
        refund_amount

    from web_shop_returns
    where not is_rung_at_a_till

),

returned as (

    select * from rung
    union all
    select * from noted

)

select
    returned.return_id,
    returned.web_shop_return_id,
    coalesce(sold_in.pin, rung_in.pin) as pin,
    returned.order_id,
    returned.order_line_id,
    returned.rung_in_order_id,
    sold_in.channel as sold_channel,
    returned.return_channel,
    coalesce(sold_in.channel = 'web_shop' and returned.return_channel = 'store', false) as is_cross_channel,
    coalesce(returned.store_id, rung_in.store_id) as store_id,
    sold_in.ordered_at,
    coalesce(returned.returned_at, rung_in.ordered_at) as returned_at,
    returned.reason,
    cast(returned.quantity as integer) as quantity,
    cast(returned.refund_amount as numeric(12, 2)) as refund_amount

from returned
left join orders as sold_in
    on returned.order_id = sold_in.order_id
left join orders as rung_in
    on returned.rung_in_order_id = rung_in.order_id
