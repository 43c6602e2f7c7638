with

populations as (

    select * from {{ ref('int_identity__pin_populations') }}

),

flows as (

    select * from {{ ref('int_identity__pin_flows') }}

),

departures as (

    select
        flows.run_id,
        flows.pin,
        flows.other_pin,
        flows.record_count,
        flows.cause,
        heirs.first_run_id,
        case
            when own.records_after = 0 then 'merged'
            when heirs.records_before = 0 then 'split'
            else 'moved'
        end as event

    from flows
    inner join populations as own
        on
            flows.run_id = own.run_id
            and flows.pin = own.pin
    inner join populations as heirs
        on
            flows.run_id = heirs.run_id
            and flows.other_pin = heirs.pin

),

-- Both sides of a split: a PIN that is new, or stands again, names those that its records came from.
sides as (

    select
        run_id,
        pin,
        other_pin,
        record_count,
        cause,
        event

    from departures

    union all

    select
        run_id,
        other_pin as pin,
        pin as other_pin,
        record_count,
        cause,
        case when first_run_id = run_id then 'created' else 'revived' end as event

    from departures
    where event = 'split'

),

ranked as (

    select
        sides.*,
        row_number() over (
            partition by sides.run_id, sides.pin, sides.event
            order by sides.record_count desc, sides.other_pin asc
        ) as place

    from sides

)

select
    run_id,
    pin,
    event,
    max(case when place = 1 then other_pin end) as other_pin,
    {{ dbt.listagg('other_pin', "', '", 'order by place') }} as other_pins,
    sum(record_count) as record_count,
    max(cause) as cause

from ranked
group by run_id, pin, event
