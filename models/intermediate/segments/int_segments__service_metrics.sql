with

cases as (

    select * from {{ ref('fct_service_cases') }}
    where pin is not null and opened_channel is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    cases.pin,
    count(*) as service_cases,
    sum(case when cases.is_resolved then 0 else 1 end) as open_cases,
    sum(case when cases.is_breached then 1 else 0 end) as breached_cases,
    max(cases.opened_at) as last_case_at

from cases
cross join as_of
where cast(cases.opened_at as date) <= as_of.as_of_date
group by cases.pin
