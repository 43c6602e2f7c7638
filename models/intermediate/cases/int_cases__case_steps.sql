with

contacts as (

    select * from {{ ref('int_cases__contact_cases') }}

),

targets as (

    select * from {{ ref('service_level_targets') }}

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

steps as (

    select
        interaction_id,
        case_id,
        tied_by,
        pin,
        reason,
        order_id,
        channel,
        direction,
        occurred_at,
        responded_at,
        resolved_at,
        agent_id,
        row_number() over (
            partition by case_id, direction
            order by occurred_at, interaction_id
        ) as step_number,
        lag(occurred_at) over (partition by case_id, direction order by occurred_at, interaction_id) as step_before_at,
        lag(channel) over (partition by case_id, direction order by occurred_at, interaction_id) as channel_before,
        lag(agent_id) over (
            partition by case_id, case when agent_id is null then 0 else 1 end
            order by occurred_at, interaction_id
        ) as agent_before,
        max(case when direction = 'inbound' then occurred_at end) over (partition by case_id) as last_inbound_at

    from contacts

),

timed as (

    select
        steps.*,
        coalesce(own_targets.response_minutes, any_targets.response_minutes) as response_target_minutes,
        coalesce(own_targets.resolution_hours, any_targets.resolution_hours) as resolution_target_hours,
        {{ exact(
            dbt.datediff('steps.occurred_at', 'coalesce(steps.responded_at, as_of.as_of_at)', 'second') ~ " / 60.0",
            'numeric(12, 1)'
        ) }} as waited_minutes,
        as_of.as_of_at

    from steps
    cross join as_of
    left join targets as own_targets
        on
            steps.channel = own_targets.channel
            and steps.reason = own_targets.reason
    left join targets as any_targets
        on
            steps.channel = any_targets.channel
            and any_targets.reason = 'any'

)

select
    interaction_id,
    case_id,
    pin,
    tied_by,
    reason,
    order_id,
    channel,
    direction,
    occurred_at,
    responded_at,
    case when resolved_at >= last_inbound_at then resolved_at end as final_resolved_at,
    agent_id,
    step_number,
    coalesce(agent_id <> agent_before, false) as is_hand_over,
    coalesce(direction = 'inbound' and channel <> channel_before, false) as is_channel_change,
    coalesce(
        direction = 'inbound' and occurred_at <= {{ dbt.dateadd('day', 7, 'step_before_at') }}, false
    ) as is_repeat_contact,
    case when responded_at is not null then waited_minutes end as response_minutes,
    response_target_minutes,
    resolution_target_hours,
    coalesce(direction = 'inbound' and waited_minutes > response_target_minutes, false) as is_response_late,
    as_of_at

from timed
