-- An order has one message at most: the one whose link opened the visit that placed it; else the one that the customer
-- clicked last, if that was within the window, wherever they bought.
with

orders as (

    select * from {{ ref('int_orders__unioned') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

clicks as (

    select * from {{ ref('int_campaigns__clicks') }}

),

sessions as (

    select * from {{ ref('stg_web_analytics__sessions') }}

),

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

visits as (

    select
        'web_shop:' || sessions.order_id as order_id,
        sessions.send_id,
        row_number() over (
            partition by sessions.order_id order by sessions.started_at desc, sessions.session_id desc
        ) as place

    from sessions
    inner join sends
        on sessions.send_id = sends.send_id
    where sessions.order_id is not null

),

steps as (

    select
        pin,
        clicked_at as happened_at,
        clicked_at,
        cast(null as {{ dbt.type_string() }}) as order_id

    from clicks

    union all

    select
        pins.pin,
        orders.ordered_at as happened_at,
        cast(null as timestamp) as clicked_at,
        orders.order_id

    from orders
    inner join pins
        on orders.record_key = pins.record_key

),

paths as (

    select
        order_id,
        pin,
        happened_at as ordered_at,
        max(clicked_at) over (
            partition by pin
            order by happened_at, case when clicked_at is null then 1 else 0 end, order_id
            rows between unbounded preceding and current row
        ) as last_clicked_at

    from steps

),

after_clicks as (

    select
        paths.order_id,
        clicks.send_id

    from paths
    inner join clicks
        on
            paths.pin = clicks.pin
            and paths.last_clicked_at = clicks.clicked_at
    where
        paths.order_id is not null
        and paths.ordered_at <= {{ dbt.dateadd('day', var('campaign_attribution_days', 7), 'paths.last_clicked_at') }}

)

select
    orders.order_id,
    coalesce(visits.send_id, after_clicks.send_id) as send_id,
    case when visits.send_id is null then 'click' else 'visit' end as attributed_by

from orders
left join visits
    on
        orders.order_id = visits.order_id
        and visits.place = 1
left join after_clicks
    on orders.order_id = after_clicks.order_id
where coalesce(visits.send_id, after_clicks.send_id) is not null
