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

totals as (

    select * from {{ ref('int_identity__ledger_totals') }}

),

vanished as (

    select ledger.record_key
    from ledger
    left join forms on ledger.record_key = forms.record_key
    where
        ledger.valid_to is null
        and forms.record_key is null

),

pins as (

    select ledger.pin
    from ledger
    inner join unsettled on ledger.record_key = unsettled.record_key

    union

    select ledger.pin
    from ledger
    inner join vanished on ledger.record_key = vanished.record_key

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
