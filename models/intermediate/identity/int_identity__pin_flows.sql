with

ledger as (

    select * from {{ ref('pin_ledger') }}

)

select
    departures.ended_run_id as run_id,
    departures.pin,
    arrivals.pin as other_pin,
    count(*) as record_count,
    -- In the order of the alphabet the last cause is the most telling one: steward, rule, model, data.
    max(arrivals.cause) as cause

from ledger as departures
inner join ledger as arrivals
    on
        departures.record_key = arrivals.record_key
        and departures.ended_run_id = arrivals.run_id
group by departures.ended_run_id, departures.pin, arrivals.pin
