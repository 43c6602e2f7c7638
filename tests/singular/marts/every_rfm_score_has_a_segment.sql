-- The segment rules leave no gap: each combination of scores from 1 to 5, and 000, falls in a segment.
select
    possible.recency_score,
    possible.frequency_score,
    possible.monetary_score

from (
    select
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score

    from {{ ref('rfm_thresholds') }} as recency
    cross join {{ ref('rfm_thresholds') }} as frequency
    cross join {{ ref('rfm_thresholds') }} as monetary
    where
        recency.measure = 'recency'
        and frequency.measure = 'frequency'
        and monetary.measure = 'monetary'
) as possible
left join {{ ref('int_segments__by_score') }} as segments
    on
        possible.recency_score = segments.recency_score
        and possible.frequency_score = segments.frequency_score
        and possible.monetary_score = segments.monetary_score
where segments.segment is null
