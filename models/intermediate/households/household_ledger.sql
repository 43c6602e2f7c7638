{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='household_no',
        full_refresh=false
    )
}}

-- A lineage keeps the number of the household of which it holds the most people, if that household has the most of its
-- people in it; the others get new numbers. A number is never used again.
with

lineages as (

    select distinct
        lineage_id,
        pin

    from {{ ref('int_households__lineages') }}

),

known as (

    {{ household_ledger_of_last_build() }}

),

shared as (

    select
        lineages.lineage_id,
        known.household_no,
        count(*) as people

    from lineages
    inner join known
        on lineages.pin = known.pin
    group by
        lineages.lineage_id,
        known.household_no

),

first_members as (

    select
        lineage_id,
        min(pin) as pin

    from lineages
    group by lineage_id

),

ranked as (

    select
        shared.lineage_id,
        shared.household_no,
        row_number() over (
            partition by shared.lineage_id order by shared.people desc, shared.household_no
        ) as place_of_household,
        row_number() over (
            partition by shared.household_no order by shared.people desc, first_members.pin, shared.lineage_id
        ) as place_of_lineage

    from shared
    inner join first_members
        on shared.lineage_id = first_members.lineage_id

),

kept as (

    select
        lineage_id,
        household_no

    from ranked
    where place_of_household = 1 and place_of_lineage = 1

),

highest as (

    select
        coalesce(max(household_no), 0) as household_no,
        coalesce(max(run_no), 0) as run_no

    from known

),

begun as (

    select
        first_members.lineage_id,
        highest.household_no
        + row_number() over (order by first_members.pin, first_members.lineage_id) as household_no

    from first_members
    cross join highest
    left join kept
        on first_members.lineage_id = kept.lineage_id
    where kept.lineage_id is null

),

numbered as (

    select * from kept
    union all
    select * from begun

)

select
    cast(numbered.household_no as bigint) as household_no,
    lineages.pin,
    lineages.lineage_id,
    highest.run_no + 1 as run_no

from numbered
cross join highest
inner join lineages
    on numbered.lineage_id = lineages.lineage_id
