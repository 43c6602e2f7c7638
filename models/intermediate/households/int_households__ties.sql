-- What can tie two people of one address together: a surname, a part of a double one, a former one, an email, a number;
-- and the address alone where it is a whole house, since tenants follow one another in flats.
with

stays as (

    select * from {{ ref('int_households__stays') }}

),

shared_homes as (

    select home_key
    from stays
    group by home_key
    having count(*) > 1

),

surnames as (

    select distinct
        pin,
        replace({{ letters('surname') }}, '-', ' ') as surname

    from {{ ref('customer_names') }}
    where length(surname) > 1

),

ties as (

    select
        pin,
        'surname ' || {{ dbt.split_part('surname', "' '", 1) }} as tie

    from surnames

    union

    select
        pin,
        'surname ' || {{ dbt.split_part('surname', "' '", 2) }} as tie

    from surnames
    where length({{ dbt.split_part('surname', "' '", 2) }}) > 1

    union

    select
        pin,
        email as tie

    from {{ ref('customer_emails') }}

    union

    select
        pin,
        phone as tie

    from {{ ref('customer_phones') }}

),

whole_houses as (

    select
        home_key,
        pin

    from stays
    where
        '{{ var("household_needs_tie") }}' = 'never'
        or (
            '{{ var("household_needs_tie") }}' = 'in_flats'
            and home_key not like '%|flat %'
            and home_key not like '%||%'
        )

)

select
    stays.home_key,
    stays.pin,
    ties.tie

from stays
inner join shared_homes
    on stays.home_key = shared_homes.home_key
inner join ties
    on stays.pin = ties.pin

union all

select
    whole_houses.home_key,
    whole_houses.pin,
    'the address alone' as tie

from whole_houses
inner join shared_homes
    on whole_houses.home_key = shared_homes.home_key
