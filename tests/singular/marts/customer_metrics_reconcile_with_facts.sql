-- What customers did, together, is what the facts with a PIN count, up to the day of the metrics; and customer_360 says
-- the same for as many customers.
with

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

metrics as (

    select
        count(*) as customers,
        coalesce(sum(inbound_interactions), 0) as inbound_interactions,
        coalesce(sum(return_count), 0) as return_count,
        coalesce(sum(campaigns_clicked), 0) as clicks,
        coalesce(sum(monetary_value), 0) as monetary_value

    from {{ ref('customer_metrics') }}

),

wide as (

    select
        count(*) as customers,
        coalesce(sum(inbound_interactions), 0) as inbound_interactions,
        coalesce(sum(monetary_value), 0) as monetary_value

    from {{ ref('customer_360') }}

),

interactions as (

    select count(*) as inbound_interactions
    from {{ ref('fct_interactions') }} as interactions
    cross join as_of
    where
        interactions.pin is not null
        and interactions.direction = 'inbound'
        and cast(interactions.occurred_at as date) <= as_of.as_of_date

),

returned as (

    select count(*) as return_count
    from {{ ref('fct_returns') }} as returned
    cross join as_of
    where
        returned.pin is not null
        and cast(returned.returned_at as date) <= as_of.as_of_date

),

responses as (

    select count(responses.clicked_at) as clicks
    from {{ ref('fct_campaign_responses') }} as responses
    cross join as_of
    where
        responses.pin is not null
        and cast(responses.sent_at as date) <= as_of.as_of_date

)

select
    metrics.*,
    wide.customers as wide_customers,
    interactions.inbound_interactions as fact_interactions,
    returned.return_count as fact_returns,
    responses.clicks as fact_clicks

from metrics
cross join wide
cross join interactions
cross join returned
cross join responses
where
    metrics.customers <> wide.customers
    or metrics.inbound_interactions <> wide.inbound_interactions
    or metrics.monetary_value <> wide.monetary_value
    or metrics.inbound_interactions <> interactions.inbound_interactions
    or metrics.return_count <> returned.return_count
    or metrics.clicks <> responses.clicks
