with

contacts as (

    select * from {{ ref('int_cases__identified_contacts') }}

),

numbered as (

    select
        conversation_key,
        occurred_at,
        case_ref,
        pin,
        reason,
        row_number() over (
            partition by conversation_key
            order by case when pin is null then 1 else 0 end, occurred_at, interaction_id
        ) as pin_choice,
        row_number() over (
            partition by conversation_key
            order by case when reason is null then 1 else 0 end, occurred_at, interaction_id
        ) as reason_choice

    from contacts

),

conversations as (

    select
        conversation_key,
        min(occurred_at) as started_at,
        max(occurred_at) as last_contact_at,
        min(case_ref) as case_ref,
        max(case when pin_choice = 1 then pin end) as pin,
        max(case when reason_choice = 1 then reason end) as reason

    from numbered
    group by conversation_key

),

neighbours as (

    select
        conversation_key,
        pin,
        started_at,
        last_contact_at,
        case_ref,
        reason,
        lag(reason) over (partition by pin order by started_at, conversation_key) as reason_before,
        lag(last_contact_at) over (partition by pin order by started_at, conversation_key) as contact_before_at,
        lead(reason) over (partition by pin order by started_at, conversation_key) as reason_after,
        lead(started_at) over (partition by pin order by started_at, conversation_key) as contact_after_at

    from conversations

)

select
    conversation_key,
    pin,
    coalesce(pin, conversation_key) as party,
    started_at,
    last_contact_at,
    case_ref,
    coalesce(
        reason,
        case
            when
                pin is not null
                and started_at <= {{ dbt.dateadd('day', var('case_window_days', 7), 'contact_before_at') }}
                then reason_before
        end,
        case
            when
                pin is not null
                and contact_after_at <= {{ dbt.dateadd('day', var('case_window_days', 7), 'last_contact_at') }}
                then reason_after
        end,
        'unknown'
    ) as reason

from neighbours
