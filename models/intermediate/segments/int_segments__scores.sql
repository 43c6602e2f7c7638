with

metrics as (

    select * from {{ ref('customer_metrics') }}

),

thresholds as (

    select * from {{ ref('rfm_thresholds') }}

)

select
    metrics.pin,
    case when metrics.frequency > 0 then coalesce(recency.score, 1) else 0 end as recency_score,
    case when metrics.frequency > 0 then coalesce(frequency.score, 1) else 0 end as frequency_score,
    case when metrics.frequency > 0 then coalesce(monetary.score, 1) else 0 end as monetary_score

from metrics
left join thresholds as recency
    on
        recency.measure = 'recency'
        and metrics.recency_days >= coalesce(recency.at_least, metrics.recency_days)
        and metrics.recency_days < coalesce(recency.below, metrics.recency_days + 1)
left join thresholds as frequency
    on
        frequency.measure = 'frequency'
        and metrics.frequency >= coalesce(frequency.at_least, metrics.frequency)
        and metrics.frequency < coalesce(frequency.below, metrics.frequency + 1)
left join thresholds as monetary
    on
        monetary.measure = 'monetary'
        and metrics.monetary_value >= coalesce(monetary.at_least, metrics.monetary_value)
        and metrics.monetary_value < coalesce(monetary.below, metrics.monetary_value + 1)
