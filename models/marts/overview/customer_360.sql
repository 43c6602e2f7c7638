with

customers as (

    select * from {{ ref('dim_customers') }}

),

metrics as (

    select * from {{ ref('customer_metrics') }}

),

segments as (

    select * from {{ ref('customer_segments') }}

),

future_value as (

    select * from {{ ref('customer_value') }}

),

relations as (

    select * from {{ ref('int_segments__contact_and_home') }}

)

select
    customers.pin,
    customers.full_name,
    customers.date_of_birth,
    cast(floor({{ days_between('customers.date_of_birth', 'metrics.as_of_date') }} / 365.2425) as integer) as age_years,
    customers.primary_email,
    customers.primary_phone,
    customers.town,
    customers.county,
    customers.postcode,
    customers.country,
    customers.membership_no,
    customers.loyalty_no,
    customers.first_seen_at,
    customers.last_seen_at,
    customers.channels_used,
    customers.channel_count,
    customers.is_deceased,
    coalesce(relations.membership_expires_on >= metrics.as_of_date, false) as is_member,
    relations.membership_expires_on,
    relations.household_id,
    relations.household_customers,
    coalesce(relations.may_email, false) as may_email,
    coalesce(relations.may_phone, false) as may_phone,
    coalesce(relations.may_post, false) as may_post,
    coalesce(relations.may_sms, false) as may_sms,
    coalesce(relations.may_send_newsletter, false) as may_send_newsletter,
    metrics.as_of_date,
    metrics.last_value_on,
    metrics.recency_days,
    metrics.tenure_days,
    metrics.frequency,
    metrics.monetary_value,
    metrics.order_count,
    metrics.web_order_count,
    metrics.store_order_count,
    metrics.click_and_collect_count,
    metrics.never_collected_count,
    metrics.order_amount,
    metrics.average_order_amount,
    metrics.discount_order_share,
    metrics.gift_order_share,
    metrics.return_count,
    metrics.returned_amount,
    metrics.donation_count,
    metrics.donation_amount,
    metrics.membership_count,
    metrics.most_used_channel,
    metrics.inbound_interactions,
    metrics.web_sessions,
    metrics.last_contact_at,
    metrics.campaign_open_rate,
    metrics.service_contacts,
    metrics.service_cases,
    metrics.open_cases,
    metrics.breached_cases,
    metrics.cost_to_serve_amount,
    segments.rfm_cell,
    segments.segment,
    segments.lifecycle_stage,
    segments.purchase_channel,
    segments.is_vip,
    segments.is_high_potential,
    segments.is_lapsing,
    segments.is_gift_purchaser,
    segments.is_heavy_discount,
    segments.is_frequent_returner,
    segments.is_high_cost_to_serve,
    segments.lifestyle_group,
    segments.demographic_group,
    segments.affluence_band,
    segments.region,
    future_value.probability_active,
    future_value.churn_risk,
    future_value.expected_purchases,
    future_value.expected_value,
    future_value.lifetime_value

from customers
inner join metrics
    on customers.pin = metrics.pin
inner join segments
    on customers.pin = segments.pin
left join future_value
    on customers.pin = future_value.pin
left join relations
    on customers.pin = relations.pin
