with

metrics as (

    select * from {{ ref('customer_metrics') }}

),

thresholds as (

    select * from {{ ref('rfm_thresholds') }}

),

segments as (

    select * from {{ ref('int_segments__by_score') }}

),

scored as (

    select
        metrics.pin,
        metrics.as_of_date,
        metrics.recency_days,
        metrics.frequency,
        metrics.monetary_value,
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

)

select
    scored.pin,
    scored.as_of_date,
    scored.recency_days,
    scored.frequency,
    scored.monetary_value,
    scored.recency_score,
    scored.frequency_score,
    scored.monetary_score,
    cast(scored.recency_score as varchar)
    || cast(scored.frequency_score as varchar)
    || cast(scored.monetary_score as varchar) as rfm_cell,
    segments.segment

from scored
left join segments
    on
        scored.recency_score = segments.recency_score
        and scored.frequency_score = segments.frequency_score
        and scored.monetary_score = segments.monetary_score
