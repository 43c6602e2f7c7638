with

metrics as (

    select * from {{ ref('customer_metrics') }}

),

scores as (

    select * from {{ ref('int_segments__scores') }}

),

segments as (

    select * from {{ ref('int_segments__by_score') }}

),

memberships as (

    select * from {{ ref('int_segments__memberships') }}

),

demographics as (

    select * from {{ ref('customer_demographics') }}

),

grouped as (

    select
        pin,
        max(case when segment_group = 'lifecycle_stage' then segment end) as lifecycle_stage,
        max(case when segment_group = 'purchase_channel' then segment end) as purchase_channel,
        max(case when segment_group = 'vip' then 1 else 0 end) as vip,
        max(case when segment_group = 'high_potential' then 1 else 0 end) as high_potential,
        max(case when segment_group = 'lapsing' then 1 else 0 end) as lapsing,
        max(case when segment_group = 'gift_purchaser' then 1 else 0 end) as gift_purchaser,
        max(case when segment_group = 'heavy_discount' then 1 else 0 end) as heavy_discount,
        max(case when segment_group = 'frequent_returner' then 1 else 0 end) as frequent_returner,
        max(case when segment_group = 'high_cost_to_serve' then 1 else 0 end) as high_cost_to_serve

    from memberships
    group by pin

)

select
    metrics.pin,
    metrics.as_of_date,
    metrics.recency_days,
    metrics.frequency,
    metrics.monetary_value,
    scores.recency_score,
    scores.frequency_score,
    scores.monetary_score,
    cast(scores.recency_score as varchar)
    || cast(scores.frequency_score as varchar)
    || cast(scores.monetary_score as varchar) as rfm_cell,
    segments.segment,
    grouped.lifecycle_stage,
    grouped.purchase_channel,
    metrics.most_used_channel,
    coalesce(grouped.vip = 1, false) as is_vip,
    coalesce(grouped.high_potential = 1, false) as is_high_potential,
    coalesce(grouped.lapsing = 1, false) as is_lapsing,
    coalesce(grouped.gift_purchaser = 1, false) as is_gift_purchaser,
    coalesce(grouped.heavy_discount = 1, false) as is_heavy_discount,
    coalesce(grouped.frequent_returner = 1, false) as is_frequent_returner,
    coalesce(grouped.high_cost_to_serve = 1, false) as is_high_cost_to_serve,
    demographics.lifestyle_group,
    demographics.demographic_group,
    demographics.affluence_band,
    demographics.region

from metrics
inner join scores
    on metrics.pin = scores.pin
left join segments
    on
        scores.recency_score = segments.recency_score
        and scores.frequency_score = segments.frequency_score
        and scores.monetary_score = segments.monetary_score
left join grouped
    on metrics.pin = grouped.pin
left join demographics
    on metrics.pin = demographics.pin
