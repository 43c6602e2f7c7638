with

interactions as (

    select * from {{ ref('int_interactions__unioned') }}
    where
        visitor_id is not null
        and interaction_type in ('web_session', 'chat')

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

own_ties as (

    select * from {{ ref('int_visitors__own_ties') }}

)

select
    interactions.interaction_id,
    interactions.visitor_id,
    interactions.occurred_at

from interactions
left join pins
    on interactions.record_key = pins.record_key
left join own_ties
    on interactions.interaction_id = own_ties.interaction_id
where
    pins.pin is null
    and own_ties.pin is null
