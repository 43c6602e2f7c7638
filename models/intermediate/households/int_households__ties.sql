-- What can tie two people of one address together: a surname, a part of a double one, a former one, an email, a number.
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

    union

    select
        pin,
        'the address alone' as tie

    from surnames
    where not {{ var('household_needs_tie') }}

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
