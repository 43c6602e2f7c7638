with

contacts as (

    select * from {{ ref('int_cases__identified_contacts') }}

),

cases as (

    select * from {{ ref('int_cases__conversation_cases') }}

),

customers as (

    select * from {{ ref('int_cases__case_customers') }}

)

select
    contacts.interaction_id,
    cases.case_id,
    cases.tied_by,
    cases.reason,
    contacts.order_id,
    contacts.pin is null and customers.pin is not null as is_identified_by_case,
    coalesce(contacts.pin, customers.pin) as pin,
    contacts.conversation_key,
    contacts.channel,
    contacts.direction,
    contacts.occurred_at,
    contacts.responded_at,
    contacts.resolved_at,
    contacts.agent_id

from contacts
inner join cases
    on contacts.conversation_key = cases.conversation_key
inner join customers
    on cases.case_id = customers.case_id
