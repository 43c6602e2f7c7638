with

rules as (

    select * from {{ ref('segment_rules') }}

)

select
    segment_group,
    priority,
    segment,
    metric,
    at_least,
    below,
    count(*) over (partition by segment_group, priority, segment) as conditions

from rules
