-- What customers did, together, is what the facts with a PIN count, up to the day of the metrics; and customer_360 says
-- the same for as many customers.
with

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

fct_interactions as (

    select * from {{ ref('fct_interactions') }}

),

fct_returns as (

    select * from {{ ref('fct_returns') }}

),

fct_campaign_responses as (

    select * from {{ ref('fct_campaign_responses') }}

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
    from fct_interactions
    cross join as_of
    where
        fct_interactions.pin is not null
        and fct_interactions.direction = 'inbound'
        and cast(fct_interactions.occurred_at as date) <= as_of.as_of_date

),

returned as (

    select count(*) as return_count
    from fct_returns
    cross join as_of
    where
        fct_returns.pin is not null
        and cast(fct_returns.returned_at as date) <= as_of.as_of_date

),

responses as (

    select count(fct_campaign_responses.clicked_at) as clicks
    from fct_campaign_responses
    cross join as_of
    where
        fct_campaign_responses.pin is not null
        and cast(fct_campaign_responses.sent_at as date) <= as_of.as_of_date

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
