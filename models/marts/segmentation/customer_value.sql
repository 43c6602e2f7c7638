with

histories as (

    select * from {{ ref('int_value__histories') }}
    where period = 'present'

),

predictions as (

    select * from {{ ref('value_predictions') }}
    where period = 'present'

)

select
    histories.pin,
    histories.known_until as as_of_date,
    histories.first_purchase_on,
    histories.last_purchase_on,
    histories.purchase_days,
    histories.mean_amount,
    cast(predictions.probability_active as numeric(6, 4)) as probability_active,
    cast(predictions.churn_risk as numeric(6, 4)) as churn_risk,
    cast(predictions.expected_purchases as numeric(12, 4)) as expected_purchases,
    {{ exact('predictions.expected_amount', 'numeric(12, 2)') }} as expected_amount,
    {{ exact('predictions.expected_value', 'numeric(12, 2)') }} as expected_value,
    {{ exact('predictions.lifetime_value', 'numeric(12, 2)') }} as lifetime_value

from histories
left join predictions
    on histories.pin = predictions.pin
