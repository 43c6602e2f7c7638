with

steps as (

    select * from {{ ref('int_cases__case_steps') }}

),

openings as (

    select
        case_id,
        channel,
        occurred_at,
        response_target_minutes,
        resolution_target_hours

    from steps
    where direction = 'inbound' and step_number = 1

),

cases as (

    select
        case_id,
        min(pin) as pin,
        count(distinct pin) as customers,
        min(reason) as reason,
        min(order_id) as order_id,
        case when min(tied_by) <> 'run' then case_id end as case_ref,
        min(occurred_at) as first_contact_at,
        max(occurred_at) as last_contact_at,
        min(case when direction = 'inbound' then responded_at end) as first_response_at,
        min(final_resolved_at) as resolved_at,
        sum(case when direction = 'inbound' then 1 else 0 end) as inbound_contacts,
        sum(case when direction = 'outbound' then 1 else 0 end) as outbound_contacts,
        count(distinct channel) as channel_count,
        count(distinct agent_id) as agent_count,
        sum(case when is_hand_over then 1 else 0 end) as hand_overs,
        sum(case when is_channel_change then 1 else 0 end) as channel_changes,
        sum(case when is_repeat_contact then 1 else 0 end) as repeat_contacts_within_7_days,
        max(as_of_at) as as_of_at

    from steps
    group by case_id

),

timed as (

    select
        cases.*,
        openings.channel as opened_channel,
        coalesce(openings.occurred_at, cases.first_contact_at) as opened_at,
        openings.response_target_minutes,
        openings.resolution_target_hours,
        {{ exact(
            dbt.datediff('openings.occurred_at', 'coalesce(cases.first_response_at, cases.as_of_at)', 'second')
            ~ " / 60.0",
            'numeric(12, 1)'
        ) }} as waited_minutes,
        {{ exact(
            dbt.datediff('openings.occurred_at', 'coalesce(cases.resolved_at, cases.as_of_at)', 'second') ~ " / 3600.0",
            'numeric(12, 2)'
        ) }} as open_hours

    from cases
    left join openings
        on cases.case_id = openings.case_id

)

select
    case_id,
    case_ref,
    case when customers = 1 then pin end as pin,
    cast(customers as integer) as customers,
    reason,
    order_id,
    opened_channel,
    opened_at,
    last_contact_at,
    cast(inbound_contacts as integer) as inbound_contacts,
    cast(outbound_contacts as integer) as outbound_contacts,
    cast(channel_count as integer) as channel_count,
    cast(agent_count as integer) as agent_count,
    cast(channel_changes as integer) as channel_changes,
    cast(hand_overs as integer) as hand_overs,
    cast(repeat_contacts_within_7_days as integer) as repeat_contacts_within_7_days,
    first_response_at,
    case when first_response_at is not null then waited_minutes end as first_response_minutes,
    cast(response_target_minutes as integer) as response_target_minutes,
    resolved_at,
    case when resolved_at is not null then open_hours end as resolution_hours,
    cast(resolution_target_hours as integer) as resolution_target_hours,
    resolved_at is not null as is_resolved,
    resolved_at is not null and inbound_contacts = 1 as is_first_contact_resolution,
    repeat_contacts_within_7_days > 0 as has_repeat_contact,
    coalesce(waited_minutes > response_target_minutes, false) as is_response_breached,
    coalesce(open_hours > resolution_target_hours, false) as is_resolution_breached,
    coalesce(waited_minutes > response_target_minutes or open_hours > resolution_target_hours, false) as is_breached

from timed
