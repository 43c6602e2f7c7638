with

populations as (

    select * from {{ ref('int_identity__pin_populations') }}

),

departures as (

    select * from {{ ref('int_identity__pin_departures') }}

),

departed as (

    select
        run_id,
        pin,
        1 as has_departures

    from departures
    where event = 'merged'

),

-- What happened to a PIN as a whole; what its records did is in the departures.
turns as (

    select
        populations.run_id,
        populations.pin,
        populations.begun_records + populations.ended_records as record_count,
        populations.cause,
        case
            when populations.first_run_id = populations.run_id then 'created'
            when populations.records_before = 0 then 'revived'
            when populations.records_after = 0 and departed.has_departures is null then 'retired'
        end as event

    from populations
    left join departed
        on
            populations.run_id = departed.run_id
            and populations.pin = departed.pin

),

events as (

    select
        run_id,
        pin,
        event,
        record_count,
        cause

    from turns
    where event is not null

    union all

    select
        run_id,
        pin,
        event,
        record_count,
        cause

    from departures
    where event not in ('created', 'revived')

)

select
    cast(events.run_id as bigint) as run_id,
    cast(events.pin as {{ dbt.type_string() }}) as pin,
    cast(events.event as {{ dbt.type_string() }}) as event,
    populations.occurred_at,
    cast(departures.other_pin as {{ dbt.type_string() }}) as other_pin,
    departures.other_pins,
    cast(events.record_count as bigint) as record_count,
    cast(events.cause as {{ dbt.type_string() }}) as cause

from events
inner join populations
    on
        events.run_id = populations.run_id
        and events.pin = populations.pin
left join departures
    on
        events.run_id = departures.run_id
        and events.pin = departures.pin
        and events.event = departures.event
