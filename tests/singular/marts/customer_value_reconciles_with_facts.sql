-- What the customers are worth together is what the facts with a PIN add up to, up to the day of the metrics.
with

fct_orders as (

    select * from {{ ref('fct_orders') }}

),

fct_donations as (

    select * from {{ ref('fct_donations') }}

),

fct_memberships as (

    select * from {{ ref('fct_memberships') }}

),

metrics as (

    select
        max(as_of_date) as as_of_date,
        coalesce(sum(order_amount), 0) as order_amount,
        coalesce(sum(donation_amount), 0) as donation_amount,
        coalesce(sum(membership_amount), 0) as membership_amount,
        coalesce(sum(monetary_value), 0) as monetary_value

    from {{ ref('customer_metrics') }}

),

orders as (

    select coalesce(sum(fct_orders.net_amount), 0) as amount
    from fct_orders
    cross join metrics
    where
        fct_orders.pin is not null
        and cast(fct_orders.ordered_at as date) <= metrics.as_of_date

),

donations as (

    select coalesce(sum(fct_donations.donation_amount), 0) as amount
    from fct_donations
    cross join metrics
    where
        fct_donations.pin is not null
        and fct_donations.donated_on <= metrics.as_of_date

),

memberships as (

    select coalesce(sum(fct_memberships.fee_share_amount), 0) as amount
    from fct_memberships
    cross join metrics
    where
        fct_memberships.pin is not null
        and fct_memberships.started_on <= metrics.as_of_date

)

select
    metrics.*,
    orders.amount as fact_order_amount,
    donations.amount as fact_donation_amount,
    memberships.amount as fact_membership_amount

from metrics
cross join orders
cross join donations
cross join memberships
where
    metrics.order_amount <> orders.amount
    or metrics.donation_amount <> donations.amount
    or metrics.membership_amount <> memberships.amount
    or metrics.monetary_value <> orders.amount + donations.amount + memberships.amount
