with

members as (

    select * from {{ ref('int_households__members') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

-- Where it lives: the home that most of its people live in or, if none does, that they left last.
homes as (

    select
        household_id,
        home_key,
        max(address_line_1) as address_line_1,
        max(town) as town,
        max(postcode) as postcode,
        sum(case when is_current then 1 else 0 end) as people_now,
        max(coalesce(valid_to, timestamp '9999-12-31 00:00:00')) as last_at

    from members
    group by
        household_id,
        home_key

),

ranked_homes as (

    select
        homes.*,
        row_number() over (
            partition by homes.household_id order by homes.people_now desc, homes.last_at desc, homes.home_key asc
        ) as place

    from homes

),

spans as (

    select
        household_id,
        cast(count(distinct pin) as integer) as customers_ever,
        cast(count(distinct case when is_current then pin end) as integer) as customer_count,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to

    from members
    group by household_id

),

surnames as (

    select distinct
        members.household_id,
        customers.surname

    from members
    inner join customers
        on members.pin = customers.pin
    where members.is_current and customers.surname is not null

),

household_names as (

    select
        household_id,
        {{ dbt.listagg('surname', "' & '", 'order by surname') }} as household_name

    from surnames
    group by household_id

)

select
    spans.household_id,
    household_names.household_name,
    ranked_homes.address_line_1,
    ranked_homes.town,
    ranked_homes.postcode,
    spans.customer_count,
    spans.customers_ever,
    spans.valid_from,
    case when spans.customer_count = 0 then spans.valid_to end as valid_to,
    spans.customer_count > 0 as is_current

from spans
inner join ranked_homes
    on spans.household_id = ranked_homes.household_id
left join household_names
    on spans.household_id = household_names.household_id
where ranked_homes.place = 1
