-- A chain of moves is followed for eight steps.
with

groups as (

    select * from {{ ref('int_households__groups') }}

),

steps as (

    select * from {{ ref('int_households__successions') }}

),

two_steps as (

    select
        steps.group_id,
        coalesce(further.next_group_id, steps.next_group_id) as next_group_id

    from steps
    left join steps as further
        on steps.next_group_id = further.group_id

),

four_steps as (

    select
        two_steps.group_id,
        coalesce(further.next_group_id, two_steps.next_group_id) as next_group_id

    from two_steps
    left join two_steps as further
        on two_steps.next_group_id = further.group_id

),

eight_steps as (

    select
        four_steps.group_id,
        coalesce(further.next_group_id, four_steps.next_group_id) as next_group_id

    from four_steps
    left join four_steps as further
        on four_steps.next_group_id = further.group_id

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
