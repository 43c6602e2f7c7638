-- All combinations of three scores from 0 to 5, each with the first rule of group rfm that holds for it.
with

rules as (

    select * from {{ ref('int_segments__conditions') }}
    where segment_group = 'rfm'

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

combinations as (

    select
        100 * recency.score + 10 * frequency.score + monetary.score as rfm_number,
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score

    from scores as recency
    cross join scores as frequency
    cross join scores as monetary

),

scored as (

    {{ metric_rows('combinations', 'rfm_number', ['recency_score', 'frequency_score', 'monetary_score']) }}

),

fitting as (

    select
        scored.rfm_number,
        rules.priority,
        rules.segment

    from scored
    inner join rules
        on
            scored.metric = rules.metric
            and scored.metric_value >= coalesce(rules.at_least, scored.metric_value)
            and (rules.below is null or scored.metric_value < rules.below)
    group by scored.rfm_number, rules.priority, rules.segment, rules.conditions
    having count(*) = rules.conditions

),

ranked as (

    select
        rfm_number,
        segment,
        row_number() over (partition by rfm_number order by priority, segment) as choice

    from fitting

)

select
    combinations.recency_score,
    combinations.frequency_score,
    combinations.monetary_score,
    ranked.segment

from combinations
inner join ranked
    on
        combinations.rfm_number = ranked.rfm_number
        and ranked.choice = 1
