-- Everyone takes the smallest PIN that their ties reach at the address, three steps far.
with

stays as (

    select * from {{ ref('int_households__stays') }}

),

ties as (

    select * from {{ ref('int_households__ties') }}

),

first_by_tie as (

    select
        home_key,
        tie,
        min(pin) as smallest_pin

    from ties
    group by
        home_key,
        tie

),

first_step as (

    select
        ties.home_key,
        ties.pin,
        min(first_by_tie.smallest_pin) as smallest_pin

    from ties
    inner join first_by_tie
        on
            ties.home_key = first_by_tie.home_key
            and ties.tie = first_by_tie.tie
    group by
        ties.home_key,
        ties.pin

),

second_by_tie as (

    select
        ties.home_key,
        ties.tie,
        min(first_step.smallest_pin) as smallest_pin

    from ties
    inner join first_step
        on
            ties.home_key = first_step.home_key
            and ties.pin = first_step.pin
    group by
        ties.home_key,
        ties.tie

),

second_step as (

    select
        ties.home_key,
        ties.pin,
        min(second_by_tie.smallest_pin) as smallest_pin

    from ties
    inner join second_by_tie
        on
            ties.home_key = second_by_tie.home_key
            and ties.tie = second_by_tie.tie
    group by
        ties.home_key,
        ties.pin

),

-- That PIN's own smallest PIN carries as far again.
third_step as (

    select
        second_step.home_key,
        second_step.pin,
        least(second_step.smallest_pin, coalesce(further.smallest_pin, second_step.smallest_pin)) as smallest_pin

    from second_step
    left join second_step as further
        on
            second_step.home_key = further.home_key
            and second_step.smallest_pin = further.pin

)

select
    stays.pin,
    stays.home_key,
    stays.home_key || '|' || coalesce(third_step.smallest_pin, stays.pin) as group_id,
    stays.address_line_1,
    stays.town,
    stays.postcode,
    stays.valid_from,
    stays.valid_to,
    stays.is_current

from stays
left join third_step
    on
        stays.home_key = third_step.home_key
        and stays.pin = third_step.pin
