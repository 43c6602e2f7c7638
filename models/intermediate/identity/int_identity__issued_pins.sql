{{ config(materialized='view') }}

with

ledger as (

    select * from {{ state_table('pin_ledger') }}

)

select
    pin,
    max(case when valid_to is null then 1 else 0 end) = 1 as is_held

from ledger
group by pin
