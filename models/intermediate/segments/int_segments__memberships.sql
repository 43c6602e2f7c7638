-- A rule holds when all its conditions do; of a group's rules the first that holds gives the segment.
with

metrics as (

    select * from {{ ref('customer_metrics') }}

),

future_value as (

    select * from {{ ref('customer_value') }}

),

rules as (

    select * from {{ ref('int_segments__conditions') }}
    where segment_group <> 'rfm'

),

known as (

    select
        metrics.*,
        future_value.probability_active,
        future_value.churn_risk,
        future_value.expected_purchases,
        future_value.expected_value,
        future_value.lifetime_value

    from metrics
    left join future_value
        on metrics.pin = future_value.pin

),

customer_rows as (

    {{ metric_rows('known', 'pin', [
        'recency_days', 'days_since_first_value', 'tenure_days', 'frequency', 'monetary_value',
        'order_count', 'web_order_count', 'store_order_count', 'order_amount', 'average_order_amount',
        'click_and_collect_count', 'never_collected_count', 'discount_order_count', 'discount_order_share',
        'gift_order_count', 'gift_order_share', 'return_count', 'cross_channel_return_count', 'returned_share',
        'donation_count', 'donation_amount', 'membership_count', 'channel_count', 'campaign_open_rate',
        'campaign_orders', 'web_sessions', 'service_contacts', 'service_cases', 'breached_cases',
        'cost_to_serve_amount', 'cost_share', 'probability_active', 'churn_risk', 'expected_purchases',
        'expected_value', 'lifetime_value',
    ]) }}

),

fitting as (

    select
        customer_rows.pin,
        rules.segment_group,
        rules.priority,
        rules.segment

    from customer_rows
    inner join rules
        on
            customer_rows.metric = rules.metric
            and customer_rows.metric_value >= coalesce(rules.at_least, customer_rows.metric_value)
            and (rules.below is null or customer_rows.metric_value < rules.below)
    group by customer_rows.pin, rules.segment_group, rules.priority, rules.segment, rules.conditions
    having count(*) = rules.conditions

),

ranked as (

    select
        pin,
        segment_group,
        segment,
        row_number() over (partition by pin, segment_group order by priority, segment) as choice

    from fitting

)

select
    pin,
    segment_group,
    segment

from ranked
where choice = 1
