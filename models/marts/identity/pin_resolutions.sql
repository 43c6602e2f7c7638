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

select
    cast(successions.pin as {{ dbt.type_string() }}) as pin,
    cast(successions.current_pin as {{ dbt.type_string() }}) as current_pin,
    cast(successions.status as {{ dbt.type_string() }}) as status,
    cast(successions.other_pins as {{ dbt.type_string() }}) as other_pins,
    issues.issued_at,
    case when successions.status <> 'current' then issues.ended_at end as ended_at

from successions
left join issues on successions.pin = issues.pin
