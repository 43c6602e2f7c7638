with

ledger as (

    select * from {{ ref('pin_ledger') }}

),

touches as (

    select
        run_id,
        pin,
        valid_from as occurred_at,
        1 as begun,
        0 as ended,
        cause

    from ledger

    union all

    select
        ended_run_id as run_id,
        pin,
        valid_to as occurred_at,
        0 as begun,
        1 as ended,
        ended_cause as cause

    from ledger
    where ended_run_id is not null

),

per_run as (

    select
        run_id,
        pin,
        max(occurred_at) as occurred_at,
        sum(begun) as begun_records,
        sum(ended) as ended_records,
        max(cause) as cause

    from touches
    group by run_id, pin

),

counted as (

    select
        per_run.*,
        sum(per_run.begun_records - per_run.ended_records) over (
            partition by per_run.pin
            order by per_run.run_id
            rows between unbounded preceding and current row
        ) as records_after,
        min(per_run.run_id) over (partition by per_run.pin) as first_run_id

    from per_run

)

select
    run_id,
    pin,
    occurred_at,
    begun_records,
    ended_records,
    records_after - begun_records + ended_records as records_before,
    records_after,
    first_run_id,
    cause

from counted
