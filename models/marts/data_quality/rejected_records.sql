with

rejected as (

    {{ rejected_rows('crm', 'supporters') }}
    union all
    {{ rejected_rows('crm', 'memberships') }}
    union all
    {{ rejected_rows('crm', 'donations') }}
    union all
    {{ rejected_rows('web_shop', 'accounts') }}
    union all
    {{ rejected_rows('web_shop', 'orders') }}
    union all
    {{ rejected_rows('web_shop', 'order_lines') }}
    union all
    {{ rejected_rows('web_shop', 'returns') }}
    union all
    {{ rejected_rows('store', 'loyalty_cards') }}
    union all
    {{ rejected_rows('store', 'till_transactions') }}
    union all
    {{ rejected_rows('store', 'till_lines') }}
    union all
    {{ rejected_rows('telephone', 'calls') }}
    union all
    {{ rejected_rows('email', 'messages') }}
    union all
    {{ rejected_rows('email', 'subscribers') }}
    union all
    {{ rejected_rows('email', 'campaign_sends') }}
    union all
    {{ rejected_rows('email', 'campaign_events') }}
    union all
    {{ rejected_rows('live_chat', 'sessions') }}
    union all
    {{ rejected_rows('live_chat', 'messages') }}
    union all
    {{ rejected_rows('online_form', 'enquiries') }}
    union all
    {{ rejected_rows('social', 'messages') }}
    union all
    {{ rejected_rows('web_analytics', 'sessions') }}
    union all
    {{ rejected_rows('reference', 'suppressions') }}
    union all
    {{ rejected_rows('reference', 'postcode_demographics') }}
    union all
    {{ rejected_rows('records_file', 'records') }}

)

select
    channel,
    raw_table,
    source_record_id,
    reason,
    raw_row

from rejected
