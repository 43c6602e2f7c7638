-- Totals of fct_orders, by channel, are those of the accepted raw rows, to the penny.
with

staged as (

    select
        'web_shop' as channel,
        count(*) as orders,
        sum(total_amount) as total_amount

    from {{ ref('stg_web_shop__orders') }}

    union all

    select
        'store' as channel,
        count(*) as orders,
        sum(total_amount) as total_amount

    from {{ ref('stg_store__till_transactions') }}

),

facts as (

    select
        channel,
        count(*) as orders,
        sum(total_amount) as total_amount

    from {{ ref('fct_orders') }}
    group by channel

)

select
    staged.channel,
    staged.orders as staged_orders,
    facts.orders as fact_orders,
    staged.total_amount as staged_total_amount,
    facts.total_amount as fact_total_amount

from staged
left join facts
    on staged.channel = facts.channel
where
    staged.orders <> coalesce(facts.orders, 0)
    or coalesce(staged.total_amount, 0) <> coalesce(facts.total_amount, 0)
