-- As many touches as accepted raw rows, by the raw table that the interaction's key names. A collected order is a
-- second touch; a return over a counter that the web shop and the till both note is one, the till's.
with

staged as (

    select
        'crm.donations' as raw_table,
        count(*) as events
    from {{ ref('stg_crm__donations') }}
    union all
    select
        'crm.memberships' as raw_table,
        count(*) as events
    from {{ ref('stg_crm__memberships') }}
    union all
    select
        'web_shop.orders' as raw_table,
        count(*) + count(collected_at) as events
    from {{ ref('stg_web_shop__orders') }}
    union all
    select
        'web_shop.returns' as raw_table,
        count(*) as events
    from {{ ref('int_orders__web_shop_returns') }}
    where not is_rung_at_a_till
    union all
    select
        'store.till_transactions' as raw_table,
        count(*) as events
    from {{ ref('stg_store__till_transactions') }}
    union all
    select
        'telephone.calls' as raw_table,
        count(*) as events
    from {{ ref('stg_telephone__calls') }}
    union all
    select
        'email.messages' as raw_table,
        count(*) as events
    from {{ ref('stg_email__messages') }}
    union all
    select
        'email.campaign_sends' as raw_table,
        count(*) as events
    from {{ ref('stg_email__campaign_sends') }}
    union all
    select
        'email.campaign_events' as raw_table,
        count(*) as events
    from {{ ref('stg_email__campaign_events') }}
    union all
    select
        'live_chat.sessions' as raw_table,
        count(*) as events
    from {{ ref('stg_live_chat__sessions') }}
    union all
    select
        'online_form.enquiries' as raw_table,
        count(*) as events
    from {{ ref('stg_online_form__enquiries') }}
    union all
    select
        'social.messages' as raw_table,
        count(*) as events
    from {{ ref('stg_social__messages') }}
    union all
    select
        'web_analytics.sessions' as raw_table,
        count(*) as events
    from {{ ref('stg_web_analytics__sessions') }}

),

facts as (

    select
        {{ dbt.split_part('interaction_id', "':'", 1) }} as raw_table,
        count(*) as events

    from {{ ref('fct_interactions') }}
    group by {{ dbt.split_part('interaction_id', "':'", 1) }}

)

select
    coalesce(staged.raw_table, facts.raw_table) as raw_table,
    staged.events as staged_events,
    facts.events as fact_events

from staged
full outer join facts
    on staged.raw_table = facts.raw_table
where coalesce(staged.events, 0) <> coalesce(facts.events, 0)
