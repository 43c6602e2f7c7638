-- Whom a case is of: the customer whom all its identified conversations name. Two customers leave it open.
with

conversations as (

    select * from {{ ref('int_cases__conversation_cases') }}

)

select
    case_id,
    case when min(pin) = max(pin) then min(pin) end as pin,
    count(distinct pin) as customers

from conversations
group by case_id
