with

lineages as (

    select * from {{ ref('int_households__lineages') }}

),

ledger as (

    select * from {{ ref('household_ledger') }}

),

last_run as (

    select max(run_no) as run_no from ledger

),

numbers as (

    select distinct
        ledger.lineage_id,
        ledger.household_no

    from ledger
    inner join last_run
        on ledger.run_no = last_run.run_no

)

select
    'H' || lpad(cast(numbers.household_no as {{ dbt.type_string() }}), 9, '0') as household_id,
    lineages.pin,
    lineages.home_key,
    lineages.address_line_1,
    lineages.town,
    lineages.postcode,
    lineages.valid_from,
    lineages.valid_to,
    lineages.is_current

from lineages
inner join numbers
    on lineages.lineage_id = numbers.lineage_id
