with

decisions as (

    select * from {{ ref('steward_decisions') }}

),

ledger as (

    select * from {{ state_table('pin_ledger') }}

),

last_run as (

    select max(valid_from) as started_at
    from ledger

),

sides as (

    select
        decisions.decision_id,
        decisions.decision,
        decisions.decided_at,
        coalesce(decisions.decided_at > last_run.started_at, true) as is_new,
        'left' as side,
        decisions.left_key as side_key,
        decisions.right_key as other_key

    from decisions
    cross join last_run

    union all

    select
        decisions.decision_id,
        decisions.decision,
        decisions.decided_at,
        coalesce(decisions.decided_at > last_run.started_at, true) as is_new,
        'right' as side,
        decisions.right_key as side_key,
        decisions.left_key as other_key

    from decisions
    cross join last_run

),

-- A record that is not the customer of a PIN is none of the records that stand for it, though it had the PIN.
pins_as_records as (

    select
        sides.decision_id,
        sides.decision,
        sides.is_new,
        sides.side,
        ledger.record_key

    from sides
    inner join ledger
        on
            sides.side_key = ledger.pin
            and sides.decided_at >= ledger.valid_from
            and (ledger.valid_to is null or sides.decided_at < ledger.valid_to)
    where not (sides.decision = 'cannot_link' and ledger.record_key = sides.other_key)

)

select
    decision_id,
    decision,
    is_new,
    side,
    side_key as record_key

from sides
where side_key like '%:%'

union all

select
    decision_id,
    decision,
    is_new,
    side,
    record_key

from pins_as_records
