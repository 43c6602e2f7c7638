{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='household_no',
        full_refresh=false
    )
}}

-- A lineage keeps the number of the household that it is most like, person by person, if that household has none that
-- is more like it; the others get new numbers. A number is never used again.
with

lineage_people as (

    select * from {{ ref('int_households__lineage_people') }}

),

known as (

    {{ household_ledger_of_last_build() }}

),

likeness as (

    select
        lineage_people.lineage_id,
        lineage_people.first_pin,
        known.household_no,
        cast(2000000 * count(*) as numeric(18, 0)) / (max(lineage_people.people) + max(known.people)) as alike,
        max(case when lineage_people.lineage_id = known.lineage_id then 1 else 0 end) as is_as_before

    from lineage_people
    inner join known
        on lineage_people.pin = known.pin
    group by
        lineage_people.lineage_id,
        lineage_people.first_pin,
        known.household_no

),

ranked as (

    select
        lineage_id,
        household_no,
        row_number() over (
            partition by lineage_id order by alike desc, is_as_before desc, household_no asc
        ) as place_of_household,
        row_number() over (
            partition by household_no order by alike desc, is_as_before desc, first_pin asc, lineage_id asc
        ) as place_of_lineage

    from likeness

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
        lineage_people.lineage_id,
        max(highest.household_no)
        + row_number() over (order by min(lineage_people.pin), lineage_people.lineage_id) as household_no

    from lineage_people
    cross join highest
    left join kept
        on lineage_people.lineage_id = kept.lineage_id
    where kept.lineage_id is null
    group by lineage_people.lineage_id

),

numbered as (

    select * from kept
    union all
    select * from begun

)

select
    cast(numbered.household_no as bigint) as household_no,
    lineage_people.pin,
    cast(lineage_people.lineage_id as {{ dbt.type_string() }}) as lineage_id,
    cast(highest.run_no + 1 as bigint) as run_no

from numbered
cross join highest
inner join lineage_people
    on numbered.lineage_id = lineage_people.lineage_id
