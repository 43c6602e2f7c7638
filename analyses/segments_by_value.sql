-- What is each segment worth, and how long ago did its customers last buy, give or join?
with

segments as (

    select * from {{ ref('customer_segments') }}

),

metrics as (

    select * from {{ ref('customer_metrics') }}

)

select
    segments.segment,
    count(*) as customers,
    sum(metrics.monetary_value) as monetary_value,
    avg(metrics.recency_days) as mean_recency_days

from segments
inner join metrics
    on segments.pin = metrics.pin
group by segments.segment
order by monetary_value desc, segments.segment asc
