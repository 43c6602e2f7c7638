-- A web session or a chat of a cookie without any tie, without a record that carries a PIN, and without the reference
-- of a known case, stays unidentified.
with

interactions as (

    select * from {{ ref('fct_interactions') }}
    where
        is_identified
        and interaction_type in ('web_session', 'chat')
        and identified_by <> 'case'

),

records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

tied_visitors as (

    select distinct visitor_id from {{ ref('int_visitors__ties') }}

),

own_ties as (

    select * from {{ ref('int_visitors__own_ties') }}

)

select
    interactions.interaction_id,
    interactions.pin

from interactions
left join records
    on interactions.record_key = records.record_key
left join tied_visitors
    on interactions.visitor_id = tied_visitors.visitor_id
left join own_ties
    on interactions.interaction_id = own_ties.interaction_id
where
    records.record_key is null
    and tied_visitors.visitor_id is null
    and own_ties.interaction_id is null
