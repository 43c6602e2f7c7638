-- The rule: a touch without a name takes the PIN of the tie of its cookie that is nearest in time;
-- of two as near, the earlier. Counting the ties so far along the cookie's line of time gives the number
-- of the last tie before each touch, and the next number is the first tie after it: two joins on keys,
-- however long the line is.
with

unnamed_touches as (

    select * from {{ ref('int_visitors__unnamed_touches') }}

),

ties as (

    select * from {{ ref('int_visitors__ties') }}
    where not is_public_device

),

timeline as (

    select
        visitor_id,
        interaction_id,
        occurred_at,
        0 as is_tie

    from unnamed_touches

    union all

    select
        visitor_id,
        interaction_id,
        tied_at as occurred_at,
        1 as is_tie

    from ties

),

counted as (

    select
        visitor_id,
        interaction_id,
        occurred_at,
        is_tie,
        sum(is_tie) over (
            partition by visitor_id
            order by occurred_at asc, is_tie desc, interaction_id asc
            rows between unbounded preceding and current row
        ) as ties_so_far

    from timeline

),

candidates as (

    select
        counted.interaction_id,
        earlier.pin as earlier_pin,
        earlier.tie_kind as earlier_kind,
        later.pin as later_pin,
        later.tie_kind as later_kind,
        later.pin is null
        or counted.occurred_at - earlier.tied_at <= later.tied_at - counted.occurred_at as is_earlier_nearest

    from counted
    left join ties as earlier
        on
            counted.visitor_id = earlier.visitor_id
            and counted.ties_so_far = earlier.tie_number
    left join ties as later
        on
            counted.visitor_id = later.visitor_id
            and counted.ties_so_far + 1 = later.tie_number
    where counted.is_tie = 0

)

select
    interaction_id,
    case when is_earlier_nearest then earlier_pin else later_pin end as pin,
    case when is_earlier_nearest then earlier_kind else later_kind end as tie_kind

from candidates
where coalesce(earlier_pin, later_pin) is not null
