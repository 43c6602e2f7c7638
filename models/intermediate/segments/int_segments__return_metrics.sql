with

returned as (

    select * from {{ ref('fct_returns') }}
    where pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    returned.pin,
    count(*) as return_count,
    sum(case when returned.is_cross_channel then 1 else 0 end) as cross_channel_return_count

from returned
cross join as_of
where cast(returned.returned_at as date) <= as_of.as_of_date
group by returned.pin
