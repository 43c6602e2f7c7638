with

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

interactions as (

    select * from {{ ref('int_interactions__identified') }}
    where is_identified

),

uses as (

    select
        pin,
        source_system as channel,
        count(*) as records,
        0 as inbound_interactions,
        0 as outbound_interactions,
        min(recorded_at) as first_seen_at,
        max(recorded_at) as last_seen_at

    from customer_records
    group by pin, source_system

    union all

    select
        pin,
        channel,
        0 as records,
        sum(case when direction = 'inbound' then 1 else 0 end) as inbound_interactions,
        sum(case when direction = 'outbound' then 1 else 0 end) as outbound_interactions,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at

    from interactions
    group by pin, channel

)

select
    pin,
    channel,
    cast(sum(records) as integer) as records,
    cast(sum(inbound_interactions) as integer) as inbound_interactions,
    cast(sum(outbound_interactions) as integer) as outbound_interactions,
    sum(records) + sum(inbound_interactions) > 0 as is_used,
    min(first_seen_at) as first_seen_at,
    max(last_seen_at) as last_seen_at

from uses
group by pin, channel
