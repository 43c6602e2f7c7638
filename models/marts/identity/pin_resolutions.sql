with

successions as (

    select * from {{ ref('pin_successions') }}

),

issues as (

    select
        pin,
        min(occurred_at) as issued_at,
        max(case when event in ('merged', 'retired') then occurred_at end) as ended_at

    from {{ ref('pin_events') }}
    group by pin

)

-- A PIN that no record ever left stands for itself.
select
    issues.pin,
    cast(case when successions.pin is null then issues.pin else successions.current_pin end as {{ dbt.type_string() }})
        as current_pin,
    cast(coalesce(successions.status, 'current') as {{ dbt.type_string() }}) as status,
    successions.other_pins,
    issues.issued_at,
    case when successions.status <> 'current' then issues.ended_at end as ended_at

from issues
left join successions on issues.pin = successions.pin
