-- What the model that knew nothing of the last year said of it, and what came. Amounts are exact, so that sums are.
with

histories as (

    select * from {{ ref('int_value__histories') }}
    where period = 'holdout'

),

predictions as (

    select * from {{ ref('value_predictions') }}
    where period = 'holdout'

),

purchase_days as (

    select * from {{ ref('int_value__purchase_days') }}

),

came_true as (

    select
        histories.pin,
        count(*) as purchases,
        sum(purchase_days.amount) as amount

    from histories
    inner join purchase_days
        on
            histories.pin = purchase_days.pin
            and histories.known_until < purchase_days.purchased_on
    group by histories.pin

)

select
    predictions.pin,
    cast(predictions.expected_purchases as numeric(12, 4)) as expected_purchases,
    cast(predictions.expected_value as numeric(12, 4)) as expected_value,
    cast(predictions.churn_risk as numeric(6, 4)) as churn_risk,
    histories.purchase_days_of_last_year as naive_purchases,
    histories.amount_of_last_year as naive_value,
    case when histories.purchase_days_of_last_year > 0 then 0 else 1 end as naive_churn,
    coalesce(came_true.purchases, 0) as purchases,
    coalesce(came_true.amount, 0) as amount,
    case when came_true.purchases > 0 then 0 else 1 end as is_churned

from predictions
inner join histories
    on predictions.pin = histories.pin
left join came_true
    on predictions.pin = came_true.pin
