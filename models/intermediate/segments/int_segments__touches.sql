with

interactions as (

    select * from {{ ref('fct_interactions') }}
    where pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    interactions.pin,
    interactions.channel,
    interactions.interaction_type,
    interactions.direction,
    count(*) as touches,
    max(interactions.occurred_at) as last_touch_at

from interactions
cross join as_of
where cast(interactions.occurred_at as date) <= as_of.as_of_date
group by interactions.pin, interactions.channel, interactions.interaction_type, interactions.direction
