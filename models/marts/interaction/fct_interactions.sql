with

interactions as (

    select * from {{ ref('int_interactions__unioned') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

visitor_pins as (

    select * from {{ ref('int_visitors__interaction_pins') }}

)

select
    interactions.interaction_id,
    coalesce(pins.pin, visitor_pins.pin) as pin,
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
    interactions.order_id,
    interactions.campaign_id,
    coalesce(pins.pin, visitor_pins.pin) is not null as is_identified,
    case
        when pins.pin is not null and interactions.interaction_type <> 'web_session' then 'record'
        when pins.pin is not null then 'login'
        else visitor_pins.tie_kind
    end as identified_by

from interactions
left join pins
    on interactions.record_key = pins.record_key
left join visitor_pins
    on interactions.interaction_id = visitor_pins.interaction_id
