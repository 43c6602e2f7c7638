with

people as (

    select distinct
        lineage_id,
        pin

    from {{ ref('int_households__lineages') }}

)

select
    lineage_id,
    pin,
    min(pin) over (partition by lineage_id) as first_pin,
    count(*) over (partition by lineage_id) as people

from people
