with

responses as (

    select * from {{ ref('fct_campaign_responses') }}
    where pin is not null

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

)

select
    responses.pin,
    sum(case when responses.is_delivered then 1 else 0 end) as campaigns_delivered,
    count(responses.opened_at) as campaigns_opened,
    count(responses.clicked_at) as campaigns_clicked,
    sum(responses.orders) as campaign_orders

from responses
cross join as_of
where cast(responses.sent_at as date) <= as_of.as_of_date
group by responses.pin
