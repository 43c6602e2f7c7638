{{ config(materialized='view') }}

with

ledger as (

    select * from {{ state_table('pin_ledger') }}

)

-- Not one row per PIN: to group a whole ledger takes longer than to look a few PINs up in it.
select
    pin,
    valid_to is null as is_held

from ledger
