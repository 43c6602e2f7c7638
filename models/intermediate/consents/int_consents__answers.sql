-- A day stands for its start when it is a yes, and nothing else is known: a withdrawal on the same day comes after it.
with

subscribers as (

    select * from {{ ref('stg_email__subscribers') }}

),

events as (

    select * from {{ ref('stg_email__campaign_events') }}
    where event_type = 'unsubscribe'

),

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

)

{{ opt_in_statements(ref('stg_crm__supporters'), 'crm.supporters', 'email', 'consented_on', 'consent_wording') }}
union all
{{ opt_in_statements(ref('stg_crm__supporters'), 'crm.supporters', 'post', 'consented_on', 'consent_wording') }}
union all
{{ opt_in_statements(ref('stg_crm__supporters'), 'crm.supporters', 'phone', 'consented_on', 'consent_wording') }}
union all
{{ opt_in_statements(ref('stg_crm__supporters'), 'crm.supporters', 'sms', 'consented_on', 'consent_wording') }}
union all
{{ opt_in_statements(ref('stg_web_shop__accounts'), 'web_shop.accounts', 'email', 'consented_at') }}
union all
{{ opt_in_statements(ref('stg_store__loyalty_cards'), 'store.loyalty_cards', 'email', 'issued_on') }}
union all
{{ opt_in_statements(ref('stg_online_form__enquiries'), 'online_form.enquiries', 'email', wording='consent_wording') }}
union all
{{ opt_in_statements(ref('stg_online_form__enquiries'), 'online_form.enquiries', 'phone', wording='consent_wording') }}
union all
select
    record_key,
    'email.subscribers' as source_table,
    'email' as medium,
    'subscription' as evidence,
    record_key as evidence_key,
    true as is_yes,
    subscribed_at as stated_at,
    subscribed_at as recorded_at,
    consent_wording as wording

from subscribers
union all
select
    record_key,
    'email.subscribers' as source_table,
    'email' as medium,
    'unsubscription' as evidence,
    record_key as evidence_key,
    false as is_yes,
    unsubscribed_at as stated_at,
    recorded_at,
    cast(null as {{ dbt.type_string() }}) as wording

from subscribers
where status = 'unsubscribed' or unsubscribed_at is not null
union all
select
    sends.record_key,
    'email.campaign_events' as source_table,
    'email' as medium,
    'unsubscribe_link' as evidence,
    'email.campaign_events:' || events.event_id as evidence_key,
    false as is_yes,
    events.occurred_at as stated_at,
    events.occurred_at as recorded_at,
    cast(null as {{ dbt.type_string() }}) as wording

from events
inner join sends
    on events.send_id = sends.send_id
