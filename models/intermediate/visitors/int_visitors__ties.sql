-- A visitor whose cookie has served many customers is a public device (a library, a kiosk in a shop):
-- each of its ties says who that one touch was, and nothing of the touches around it.
with

tie_events as (

    select * from {{ ref('int_visitors__tie_events') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

ties as (

    select
        tie_events.visitor_id,
        pins.pin,
        tie_events.tied_at,
        tie_events.tie_kind,
        tie_events.tie_rank,
        tie_events.interaction_id

    from tie_events
    inner join pins
        on tie_events.record_key = pins.record_key

),

visitors as (

    select
        visitor_id,
        count(distinct pin) as customers

    from ties
    where visitor_id is not null
    group by visitor_id

)

select
    ties.visitor_id,
    ties.pin,
    ties.tied_at,
    ties.tie_kind,
    ties.tie_rank,
    ties.interaction_id,
    coalesce(visitors.customers > {{ var('visitor_customers_at_most', 4) }}, true) as is_public_device,
    row_number() over (
        partition by ties.visitor_id
        order by ties.tied_at, ties.tie_rank, ties.interaction_id, ties.pin
    ) as tie_number

from ties
left join visitors
    on ties.visitor_id = visitors.visitor_id
