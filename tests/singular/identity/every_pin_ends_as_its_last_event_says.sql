with

resolutions as (

    select * from {{ ref('pin_resolutions') }}

),

turns as (

    select * from {{ ref('pin_events') }}
    where event in ('created', 'merged', 'retired', 'revived')

),

ranked as (

    select
        turns.*,
        row_number() over (partition by turns.pin order by turns.run_id desc) as place

    from turns

)

select
    resolutions.pin,
    resolutions.status,
    ranked.event

from resolutions
inner join ranked
    on
        resolutions.pin = ranked.pin
        and ranked.place = 1
where (resolutions.status = 'current') <> (ranked.event in ('created', 'revived'))
