with

touches as (

    select * from {{ ref('int_segments__touches') }}

),

costs as (

    select * from {{ ref('contact_costs') }}

),

channels as (

    select * from {{ ref('dim_channels') }}

),

priced as (

    select
        touches.*,
        touches.touches * coalesce(costs.cost_amount, 0) as cost_amount

    from touches
    left join costs
        on
            touches.channel = costs.channel
            and touches.interaction_type = costs.interaction_type

),

used as (

    select
        touches.pin,
        touches.channel,
        channels.sort_order,
        sum(touches.touches) as touches,
        max(touches.last_touch_at) as last_touch_at

    from touches
    inner join channels
        on touches.channel = channels.channel
    where touches.direction = 'inbound'
    group by touches.pin, touches.channel, channels.sort_order

),

ranked as (

    select
        used.*,
        row_number() over (
            partition by used.pin
            order by used.touches desc, used.last_touch_at desc, used.sort_order asc
        ) as choice

    from used

),

counted as (

    select
        pin,
        sum(case when direction = 'inbound' then touches else 0 end) as inbound_interactions,
        sum(case when direction = 'outbound' then touches else 0 end) as outbound_interactions,
        sum(case when interaction_type = 'web_session' then touches else 0 end) as web_sessions,
        sum(case when interaction_type = 'campaign_sent' then touches else 0 end) as campaigns_sent,
        sum(case when interaction_type = 'return' then touches else 0 end) as return_touches,
        sum(
            case
                when
                    direction = 'inbound'
                    and interaction_type in ('call', 'email_message', 'chat', 'enquiry', 'social_message')
                    then touches
                else 0
            end
        ) as service_contacts,
        max(case when direction = 'inbound' then last_touch_at end) as last_contact_at,
        sum(cost_amount) as cost_to_serve_amount

    from priced
    group by pin

)

select
    counted.*,
    ranked.channel as most_used_channel

from counted
left join ranked
    on
        counted.pin = ranked.pin
        and ranked.choice = 1
