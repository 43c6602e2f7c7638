-- Who lived where, from when to when. A hall, a home for the old, or an address that more customers have now than a
-- home holds is nobody's household.
with

addresses as (

    select * from {{ ref('int_households__keyed_addresses') }}

),

communal_words as (

    select * from {{ ref('communal_residences') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

gone_away as (

    select
        pin,
        postcode,
        max(effective_on) as left_on

    from {{ ref('customer_suppressions') }}
    where list_name = 'gone_away' and is_matched
    group by
        pin,
        postcode

),

crowded as (

    select home_key
    from addresses
    where is_current
    group by home_key
    having count(distinct pin) > {{ var('household_customers_at_most') }}

),

communal as (

    select distinct addresses.home_key
    from addresses
    inner join communal_words
        on addresses.words like '% ' || communal_words.words || ' %'

),

-- Two spellings of one home are one stay.
stays as (

    select
        pin,
        home_key,
        max(case when is_current then 1 else 0 end) as lives_here,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to,
        max(address_line_1) as address_line_1,
        max(town) as town,
        max(postcode) as postcode

    from addresses
    group by
        pin,
        home_key

),

ended as (

    select
        stays.*,
        case
            when customers.is_deceased then coalesce(cast(customers.deceased_on as timestamp), customers.last_seen_at)
            when gone_away.pin is not null then cast(gone_away.left_on as timestamp)
        end as ended_at

    from stays
    inner join customers
        on stays.pin = customers.pin
    left join gone_away
        on
            stays.pin = gone_away.pin
            and stays.postcode = gone_away.postcode
    left join crowded
        on stays.home_key = crowded.home_key
    left join communal
        on stays.home_key = communal.home_key
    where
        crowded.home_key is null
        and communal.home_key is null

)

select
    pin,
    home_key,
    address_line_1,
    town,
    postcode,
    valid_from,
    case when lives_here = 1 then ended_at else valid_to end as valid_to,
    lives_here = 1 and ended_at is null as is_current

from ended
