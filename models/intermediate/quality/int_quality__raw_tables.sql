with

interactions as (

    select * from {{ ref('fct_interactions') }}

),

records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

rejected as (

    select * from {{ ref('rejected_records') }}

),

as_of as (

    select * from {{ ref('int_calendar__as_of') }}

),

accepted as (

    {{ accepted_counts([
        ('crm', 'supporters'), ('crm', 'memberships'), ('crm', 'donations'),
        ('web_shop', 'accounts'), ('web_shop', 'orders'), ('web_shop', 'order_lines'), ('web_shop', 'returns'),
        ('store', 'loyalty_cards'), ('store', 'till_transactions'), ('store', 'till_lines'),
        ('telephone', 'calls'),
        ('email', 'messages'), ('email', 'subscribers'), ('email', 'campaign_sends'), ('email', 'campaign_events'),
        ('live_chat', 'sessions'), ('live_chat', 'messages'),
        ('online_form', 'enquiries'), ('social', 'messages'), ('web_analytics', 'sessions'),
        ('reference', 'suppressions'), ('reference', 'postcode_demographics'),
    ]) }}

),

seen as (

    select
        {{ dbt.split_part('interaction_id', "':'", 1) }} as table_name,
        occurred_at as seen_at
    from interactions

    union all

    select
        {{ dbt.split_part('record_key', "':'", 1) }} as table_name,
        recorded_at as seen_at
    from records

),

newest as (

    select
        table_name,
        max(seen_at) as last_seen_at

    from seen
    group by table_name

),

refused as (

    select
        channel,
        raw_table,
        count(*) as rejected_rows

    from rejected
    group by channel, raw_table

)

select
    accepted.channel,
    accepted.raw_table,
    coalesce(refused.rejected_rows, 0) as rejected_rows,
    accepted.accepted_rows + coalesce(refused.rejected_rows, 0) as raw_rows,
    newest.last_seen_at,
    {{ days_between('newest.last_seen_at', 'as_of.as_of_at') }} as days_behind

from accepted
cross join as_of
left join refused
    on
        accepted.channel = refused.channel
        and accepted.raw_table = refused.raw_table
left join newest
    on accepted.channel || '.' || accepted.raw_table = newest.table_name
