-- All combinations of three scores from 0 to 5, each with the first rule that holds for it.
with

rules as (

    select * from {{ ref('segment_rules') }}

),

scores as (

    select 0 as score
    union all
    select 1 as score
    union all
    select 2 as score
    union all
    select 3 as score
    union all
    select 4 as score
    union all
    select 5 as score

),

ranked as (

    select
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score,
        rules.segment,
        row_number() over (
            partition by recency.score, frequency.score, monetary.score
            order by rules.priority, rules.segment
        ) as choice

    from scores as recency
    cross join scores as frequency
    cross join scores as monetary
    inner join rules
        on
            recency.score between rules.recency_min and rules.recency_max
            and frequency.score between rules.frequency_min and rules.frequency_max
            and monetary.score between rules.monetary_min and rules.monetary_max

)

select
    recency_score,
    frequency_score,
    monetary_score,
    segment

from ranked
where choice = 1
