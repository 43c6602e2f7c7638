with

customers as (

    select * from {{ ref('dim_customers') }}

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

worth as (

    select * from {{ ref('int_segments__value_metrics') }}

),

shopping as (

    select * from {{ ref('int_segments__order_metrics') }}

),

brought_back as (

    select * from {{ ref('int_segments__return_metrics') }}

),

contacts as (

    select * from {{ ref('int_segments__contact_metrics') }}

),

responses as (

    select * from {{ ref('int_segments__response_metrics') }}

),

service as (

    select * from {{ ref('int_segments__service_metrics') }}

)

select
    customers.pin,
    as_of.as_of_date,
    worth.first_value_on,
    worth.last_value_on,
    cast({{ days_between('worth.last_value_on', 'as_of.as_of_date') }} as integer) as recency_days,
    cast({{ days_between('worth.first_value_on', 'as_of.as_of_date') }} as integer) as days_since_first_value,
    cast({{ days_between('customers.first_seen_at', 'as_of.as_of_date') }} as integer) as tenure_days,
    cast(coalesce(worth.frequency, 0) as integer) as frequency,
    cast(coalesce(worth.monetary_value, 0) as numeric(12, 2)) as monetary_value,
    cast(coalesce(worth.order_count, 0) as integer) as order_count,
    cast(coalesce(shopping.web_order_count, 0) as integer) as web_order_count,
    cast(coalesce(shopping.store_order_count, 0) as integer) as store_order_count,
    cast(coalesce(shopping.click_and_collect_count, 0) as integer) as click_and_collect_count,
    cast(coalesce(shopping.never_collected_count, 0) as integer) as never_collected_count,
    cast(coalesce(worth.order_amount, 0) as numeric(12, 2)) as order_amount,
    {{ exact("worth.order_amount / nullif(worth.order_count, 0)", 'numeric(12, 2)') }} as average_order_amount,
    cast(coalesce(shopping.discount_amount, 0) as numeric(12, 2)) as discount_amount,
    cast(coalesce(worth.discount_order_count, 0) as integer) as discount_order_count,
    {{ exact("1.0 * worth.discount_order_count / nullif(worth.order_count, 0)", 'numeric(6, 4)') }}
        as discount_order_share,
    cast(coalesce(worth.gift_order_count, 0) as integer) as gift_order_count,
    {{ exact("1.0 * worth.gift_order_count / nullif(worth.order_count, 0)", 'numeric(6, 4)') }} as gift_order_share,
    cast(coalesce(brought_back.return_count, 0) as integer) as return_count,
    cast(coalesce(brought_back.cross_channel_return_count, 0) as integer) as cross_channel_return_count,
    cast(coalesce(shopping.returned_amount, 0) as numeric(12, 2)) as returned_amount,
    {{ exact("shopping.returned_amount / nullif(shopping.gross_amount, 0)", 'numeric(8, 4)') }} as returned_share,
    cast(coalesce(worth.donation_count, 0) as integer) as donation_count,
    cast(coalesce(worth.donation_amount, 0) as numeric(12, 2)) as donation_amount,
    cast(coalesce(worth.membership_count, 0) as integer) as membership_count,
    cast(coalesce(worth.membership_amount, 0) as numeric(12, 2)) as membership_amount,
    customers.channel_count,
    contacts.most_used_channel,
    cast(coalesce(contacts.inbound_interactions, 0) as integer) as inbound_interactions,
    cast(coalesce(contacts.web_sessions, 0) as integer) as web_sessions,
    contacts.last_contact_at,
    cast(coalesce(responses.campaign_orders, 0) as integer) as campaign_orders,
    cast(coalesce(responses.campaigns_delivered, 0) as integer) as campaigns_delivered,
    cast(coalesce(responses.campaigns_opened, 0) as integer) as campaigns_opened,
    cast(coalesce(responses.campaigns_clicked, 0) as integer) as campaigns_clicked,
    {{ exact("1.0 * responses.campaigns_opened / nullif(responses.campaigns_delivered, 0)", 'numeric(6, 4)') }}
        as campaign_open_rate,
    cast(coalesce(contacts.service_contacts, 0) as integer) as service_contacts,
    cast(coalesce(service.service_cases, 0) as integer) as service_cases,
    cast(coalesce(service.open_cases, 0) as integer) as open_cases,
    cast(coalesce(service.breached_cases, 0) as integer) as breached_cases,
    service.last_case_at,
    cast(coalesce(contacts.cost_to_serve_amount, 0) as numeric(12, 2)) as cost_to_serve_amount,
    {{ exact(
        "contacts.cost_to_serve_amount / case when worth.monetary_value > 0 then worth.monetary_value end",
        'numeric(12, 4)'
    ) }} as cost_share

from customers
cross join as_of
left join worth
    on customers.pin = worth.pin
left join shopping
    on customers.pin = shopping.pin
left join brought_back
    on customers.pin = brought_back.pin
left join contacts
    on customers.pin = contacts.pin
left join responses
    on customers.pin = responses.pin
left join service
    on customers.pin = service.pin
