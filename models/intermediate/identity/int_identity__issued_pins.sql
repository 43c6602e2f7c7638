{{ config(materialized='view') }}

with

ledger as (

    select * from {{ state_table('pin_ledger') }}

)

select distinct pin
from ledger
