with

ledger as (

    select * from {{ ref('pin_ledger') }}

),

movers as (

    select distinct record_key
    from ledger
    where valid_to is not null

),

pins as (

    select distinct ledger.pin
    from ledger
    inner join movers on ledger.record_key = movers.record_key

)

select ledger.*
from ledger
inner join pins on ledger.pin = pins.pin
