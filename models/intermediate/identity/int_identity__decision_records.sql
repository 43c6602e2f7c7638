with

decisions as (

    select * from {{ ref('steward_decisions') }}

),

ledger as (

    {{ ledger_of_last_build() }}

),

sides as (

    select
        decision_id,
        decision,
        decided_at,
        'left' as side,
        left_key as side_key

    from decisions

    union all

    select
        decision_id,
        decision,
        decided_at,
        'right' as side,
        right_key as side_key

    from decisions

),

pins_as_records as (

    select
        sides.decision_id,
        sides.decision,
        sides.side,
        ledger.record_key

    from sides
    inner join ledger
        on
            sides.side_key = ledger.pin
            and sides.decided_at >= ledger.valid_from
            and (ledger.valid_to is null or sides.decided_at < ledger.valid_to)

)

select
    decision_id,
    decision,
    side,
    side_key as record_key

from sides
where side_key like '%:%'

union all

select
    decision_id,
    decision,
    side,
    record_key

from pins_as_records
