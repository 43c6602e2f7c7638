with

outcomes as (

    select * from {{ ref('int_value__outcomes') }}

),

ranked as (

    select
        outcomes.*,
        ntile(10) over (order by outcomes.expected_purchases desc, outcomes.pin asc) as decile

    from outcomes

)

select
    cast(decile as integer) as decile,
    cast(count(*) as integer) as customers,
    cast(sum(expected_purchases) / count(*) as numeric(12, 4)) as expected_purchases,
    cast(1.0 * sum(purchases) / count(*) as numeric(12, 4)) as actual_purchases,
    cast(1.0 * sum(naive_purchases) / count(*) as numeric(12, 4)) as naive_purchases,
    cast(sum(churn_risk) / count(*) as numeric(6, 4)) as expected_churn,
    cast(1.0 * sum(is_churned) / count(*) as numeric(6, 4)) as actual_churn,
    cast(sum(expected_value) / count(*) as numeric(12, 2)) as expected_value,
    cast(sum(amount) / count(*) as numeric(12, 2)) as actual_value,
    cast(sum(naive_value) / count(*) as numeric(12, 2)) as naive_value

from ranked
group by decile
