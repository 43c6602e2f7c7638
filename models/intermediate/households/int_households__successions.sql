-- People who move together stay one household: a group continues in the group that more than half of each share, if its
-- people came there later.
with

groups as (

    select * from {{ ref('int_households__groups') }}

),

sized as (

    select
        group_id,
        count(*) as people,
        min(coalesce(valid_from, timestamp '1900-01-01 00:00:00')) as began_at,
        max(case when is_current then 1 else 0 end) as lives_on

    from groups
    group by group_id

),

movers as (

    select pin
    from groups
    group by pin
    having count(*) > 1

),

moves as (

    select
        former.group_id,
        later.group_id as next_group_id,
        count(*) as shared

    from groups as former
    inner join movers
        on former.pin = movers.pin
    inner join groups as later
        on former.pin = later.pin
    where former.group_id <> later.group_id
    group by
        former.group_id,
        later.group_id

),

judged as (

    select
        moves.group_id,
        moves.next_group_id,
        row_number() over (
            partition by moves.group_id
            order by moves.shared desc, later.lives_on desc, later.began_at asc, moves.next_group_id asc
        ) as place

    from moves
    inner join sized as former
        on moves.group_id = former.group_id
    inner join sized as later
        on moves.next_group_id = later.group_id
    where
        2 * moves.shared > former.people
        and 2 * moves.shared > later.people
        and (
            former.lives_on < later.lives_on
            or (former.lives_on = later.lives_on and former.began_at < later.began_at)
        )

)

select
    group_id,
    next_group_id

from judged
where place = 1
