-- Everything that passed between us and one customer, on every channel, newest first.
-- dbt show --select timeline_of_a_customer --vars '{pin: "..."}'; without a pin, the customer with most interactions.
with

interactions as (

    select * from {{ ref('fct_interactions') }}

),

chosen as (

    select pin
    from interactions
    where
        pin is not null
        and ('{{ var("pin", "") }}' = '' or pin = '{{ var("pin", "") }}')
    group by pin
    order by count(*) desc, pin asc
    limit 1

)

select
    interactions.occurred_at,
    interactions.channel,
    interactions.interaction_type,
    interactions.direction,
    interactions.subject,
    interactions.outcome

from interactions
inner join chosen
    on interactions.pin = chosen.pin
order by interactions.occurred_at desc, interactions.interaction_id asc
