with

interactions as (

    select * from {{ ref('int_interactions__unioned') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

visitor_pins as (

    select * from {{ ref('int_visitors__interaction_pins') }}

),

cases as (

    select * from {{ ref('int_cases__contact_cases') }}

)

select
    interactions.interaction_id,
    coalesce(pins.pin, visitor_pins.pin, cases.pin) as pin,
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
    cases.case_id,
    cases.reason,
    coalesce(interactions.order_id, cases.order_id) as order_id,
    interactions.campaign_id,
    coalesce(pins.pin, visitor_pins.pin, cases.pin) is not null as is_identified,
    case
        when pins.pin is not null and interactions.interaction_type <> 'web_session' then 'record'
        when pins.pin is not null then 'login'
        when visitor_pins.pin is not null then visitor_pins.tie_kind
        when cases.pin is not null then 'case'
    end as identified_by

from interactions
left join pins
    on interactions.record_key = pins.record_key
left join visitor_pins
    on interactions.interaction_id = visitor_pins.interaction_id
left join cases
    on interactions.interaction_id = cases.interaction_id
