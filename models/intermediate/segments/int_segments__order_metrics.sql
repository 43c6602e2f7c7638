with

orders as (

    select * from {{ ref('fct_orders') }}
    where pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

known as (

    select
        orders.*,
        case when orders.is_purchase then 1 else 0 end as purchases,
        cast({{ dbt.dateadd('day', -14, 'as_of.as_of_date') }} as date) as fortnight_ago

    from orders
    cross join as_of
    where cast(orders.ordered_at as date) <= as_of.as_of_date

)

select
    pin,
    sum(case when channel = 'web_shop' then purchases else 0 end) as web_order_count,
    sum(case when channel = 'store' then purchases else 0 end) as store_order_count,
    sum(case when delivery_method = 'click_and_collect' then purchases else 0 end) as click_and_collect_count,
    sum(
        case when collection_status = 'not_collected' and cast(ready_at as date) < fortnight_ago then 1 else 0 end
    ) as never_collected_count,
    sum(case when is_purchase then gross_amount else 0 end) as gross_amount,
    sum(case when is_purchase then discount_amount else 0 end) as discount_amount,
    sum(returned_amount) as returned_amount

from known
group by pin
