with

interactions as (

    select * from {{ ref('int_interactions__identified') }}

),

stays as (

    select * from {{ ref('bridge_customers_x_households') }}
    where is_current

),

homes as (

    select
        pin,
        min(household_id) as household_id

    from stays
    group by pin

)

select
    interactions.interaction_id,
    interactions.pin,
    homes.household_id,
    interactions.record_key,
    interactions.visitor_id,
    interactions.channel,
    interactions.interaction_type,
    interactions.direction,
    interactions.occurred_at,
    interactions.ended_at,
    interactions.subject,
    interactions.outcome,
    interactions.sentiment,
    interactions.case_ref,
    interactions.case_id,
    interactions.reason,
    interactions.order_id,
    interactions.campaign_id,
    interactions.is_identified,
    interactions.identified_by

from interactions
left join homes
    on interactions.pin = homes.pin
