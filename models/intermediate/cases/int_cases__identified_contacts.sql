-- Who each contact was with, and the answer to it: what its channel notes, or our next message in the conversation.
with

contacts as (

    select * from {{ ref('int_cases__contacts') }}

),

reasons as (

    select * from {{ ref('int_cases__reasons') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

visitor_pins as (

    select * from {{ ref('int_visitors__interaction_pins') }}

),

orders as (

    select * from {{ ref('stg_web_shop__orders') }}

),

told as (

    select
        contacts.*,
        lower(coalesce(contacts.reason_text, contacts.message_text)) as contact_text,
        {{ regex_extract('contacts.message_text', var('order_number_pattern', 'W-[0-9]+')) }} as order_no,
        min(case when contacts.direction = 'outbound' then contacts.occurred_at end) over (
            partition by contacts.conversation_key
            order by contacts.occurred_at, contacts.direction, contacts.interaction_id
            rows between current row and unbounded following
        ) as next_message_at

    from contacts

)

select
    told.interaction_id,
    coalesce(pins.pin, visitor_pins.pin) as pin,
    told.conversation_key,
    told.channel,
    told.direction,
    told.occurred_at,
    case
        when told.direction = 'inbound' then coalesce(told.responded_at, told.next_message_at)
    end as responded_at,
    case
        when told.channel in ('email', 'social') and told.direction = 'inbound' then told.next_message_at
        else told.resolved_at
    end as resolved_at,
    told.agent_id,
    case
        when told.direction = 'outbound' or told.contact_text is null then null
        when reasons.reason is not null then reasons.reason
        when told.channel in ('telephone', 'live_chat') then told.contact_text
        else 'other'
    end as reason,
    'web_shop:' || orders.order_id as order_id,
    told.case_ref

from told
left join reasons
    on
        told.contact_text = reasons.contact_text
        and told.direction = 'inbound'
left join pins
    on told.record_key = pins.record_key
left join visitor_pins
    on told.interaction_id = visitor_pins.interaction_id
left join orders
    on told.order_no = orders.order_id
