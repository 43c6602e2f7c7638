-- A chain of moves is followed for eight steps.
with

groups as (

    select * from {{ ref('int_households__groups') }}

),

steps as (

    select * from {{ ref('int_households__successions') }}

),

two_steps as (

    {{ as_far_again('steps') }}

),

four_steps as (

    {{ as_far_again('two_steps') }}

),

eight_steps as (

    {{ as_far_again('four_steps') }}

)

select
    coalesce(eight_steps.next_group_id, groups.group_id) as lineage_id,
    groups.group_id,
    groups.pin,
    groups.home_key,
    groups.address_line_1,
    groups.town,
    groups.postcode,
    groups.valid_from,
    groups.valid_to,
    groups.is_current

from groups
left join eight_steps
    on groups.group_id = eight_steps.group_id
