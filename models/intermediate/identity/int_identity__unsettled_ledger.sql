with

unsettled as (

    select * from {{ ref('int_identity__unsettled_records') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

ledger as (

    select * from {{ state_table('pin_ledger') }}

),

-- The same, and no more columns than are kept in memory for what asks for them twice.
assignments as (

    select
        record_key,
        pin,
        valid_to

    from {{ state_table('pin_ledger') }}

),

totals as (

    select * from {{ ref('int_identity__ledger_totals') }}

),

vanished as (

    select assignments.record_key
    from assignments
    left join forms on assignments.record_key = forms.record_key
    where
        assignments.valid_to is null
        and forms.record_key is null

),

pins as (

    select assignments.pin
    from assignments
    inner join unsettled on assignments.record_key = unsettled.record_key

    union

    select assignments.pin
    from assignments
    inner join vanished on assignments.record_key = vanished.record_key

)

-- All that was ever assigned under these PINs, but not what a settled customer holds under them now.
select
    ledger.*,
    totals.last_run_id

from ledger
cross join totals
inner join pins on ledger.pin = pins.pin
left join unsettled on ledger.record_key = unsettled.record_key
left join vanished on ledger.record_key = vanished.record_key
where
    ledger.valid_to is not null
    or unsettled.record_key is not null
    or vanished.record_key is not null
