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
    {{ exact("sum(expected_purchases) / count(*)", 'numeric(12, 4)') }} as expected_purchases,
    {{ exact("1.0 * sum(purchases) / count(*)", 'numeric(12, 4)') }} as actual_purchases,
    {{ exact("1.0 * sum(naive_purchases) / count(*)", 'numeric(12, 4)') }} as naive_purchases,
    {{ exact("sum(churn_risk) / count(*)", 'numeric(6, 4)') }} as expected_churn,
    {{ exact("1.0 * sum(is_churned) / count(*)", 'numeric(6, 4)') }} as actual_churn,
    {{ exact("sum(expected_value) / count(*)", 'numeric(12, 2)') }} as expected_value,
    {{ exact("sum(amount) / count(*)", 'numeric(12, 2)') }} as actual_value,
    {{ exact("sum(naive_value) / count(*)", 'numeric(12, 2)') }} as naive_value

from ranked
group by decile
