-- The segment rules leave no gap: each combination of scores from 1 to 5, and 000, falls in a segment.
with

thresholds as (

    select * from {{ ref('rfm_thresholds') }}

),

segments as (

    select * from {{ ref('int_segments__by_score') }}

),

possible as (

    select
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score

    from thresholds as recency
    cross join thresholds as frequency
    cross join thresholds as monetary
    where
        recency.measure = 'recency'
        and frequency.measure = 'frequency'
        and monetary.measure = 'monetary'

)

select possible.*
from possible
left join segments
    on
        possible.recency_score = segments.recency_score
        and possible.frequency_score = segments.frequency_score
        and possible.monetary_score = segments.monetary_score
where segments.segment is null
