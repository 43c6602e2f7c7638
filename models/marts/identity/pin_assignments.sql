with

ledger as (

    select * from {{ ref('pin_ledger') }}

)

select
    record_key,
    pin,
    valid_from,
    valid_to,
    valid_to is null as is_current,
    reason,
    cause,
    run_id,
    ended_run_id,
    ended_cause

from ledger
