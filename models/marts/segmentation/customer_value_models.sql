with

models as (

    select * from {{ ref('value_models') }}

),

outcomes as (

    select * from {{ ref('int_value__outcomes') }}

),

errors as (

    select
        'holdout' as period,
        count(*) as judged_customers,
        sum(purchases) as purchases,
        sum(expected_purchases) as expected_purchases,
        sum(abs(expected_purchases - purchases)) as purchase_error,
        sum(abs(naive_purchases - purchases)) as naive_purchase_error,
        sum(abs(expected_value - amount)) as value_error,
        sum(abs(naive_value - amount)) as naive_value_error,
        sum((churn_risk - is_churned) * (churn_risk - is_churned)) as churn_error,
        sum((naive_churn - is_churned) * (naive_churn - is_churned)) as naive_churn_error

    from outcomes

)

select
    models.period,
    models.customers,
    models.repeat_customers,
    'repeats, weeks_to_last_purchase, weeks_known, purchase_days, mean_amount' as features,
    models.purchases_r,
    models.purchases_alpha,
    models.purchases_a,
    models.purchases_b,
    models.spending_p,
    models.spending_q,
    models.spending_v,
    models.spending_unit,
    errors.judged_customers,
    cast(errors.expected_purchases as numeric(14, 2)) as expected_purchases,
    cast(errors.purchases as bigint) as actual_purchases,
    {{ exact("errors.purchase_error / errors.judged_customers", 'numeric(12, 4)') }} as purchase_error,
    {{ exact("1.0 * errors.naive_purchase_error / errors.judged_customers", 'numeric(12, 4)') }}
        as naive_purchase_error,
    {{ exact("errors.value_error / errors.judged_customers", 'numeric(12, 2)') }} as value_error,
    {{ exact("errors.naive_value_error / errors.judged_customers", 'numeric(12, 2)') }} as naive_value_error,
    {{ exact("errors.churn_error / errors.judged_customers", 'numeric(6, 4)') }} as churn_error,
    {{ exact("1.0 * errors.naive_churn_error / errors.judged_customers", 'numeric(6, 4)') }} as naive_churn_error

from models
left join errors
    on
        models.period = errors.period
        and errors.judged_customers > 0
