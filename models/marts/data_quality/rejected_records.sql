-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

rejected as (

    {{ rejected_rows('crm', 'supporters', 'source_record_id') }}
    union all
    {{ rejected_rows('crm', 'memberships', 'membership_id') }}
    union all
    {{ rejected_rows('crm', 'donations', 'donation_id') }}
    union all
    {{ rejected_rows('web_shop', 'accounts', 'source_record_id') }}
    union all
    {{ rejected_rows('web_shop', 'orders', 'source_record_id') }}
    union all
    {{ rejected_rows('web_shop', 'order_lines', 'order_line_id') }}
    union all
    {{ rejected_rows('web_shop', 'returns', 'return_id') }}
    union all
    {{ rejected_rows('store', 'loyalty_cards', 'source_record_id') }}
    union all
    {{ rejected_rows('store', 'till_transactions', 'source_record_id') }}
    union all
    {{ rejected_rows('store', 'till_lines', 'line_id') }}
    union all
    {{ rejected_rows('telephone', 'calls', 'source_record_id') }}
    union all
    {{ rejected_rows('email', 'messages', 'source_record_id') }}
    union all
    {{ rejected_rows('email', 'subscribers', 'source_record_id') }}
    union all
    {{ rejected_rows('email', 'campaign_sends', 'send_id') }}
    union all
    {{ rejected_rows('email', 'campaign_events', 'event_id') }}
    union all
    {{ rejected_rows('live_chat', 'sessions', 'source_record_id') }}
    union all
    {{ rejected_rows('live_chat', 'messages', 'message_id') }}
    union all
    {{ rejected_rows('online_form', 'enquiries', 'source_record_id') }}
    union all
    {{ rejected_rows('social', 'messages', 'source_record_id') }}
    union all
    {{ rejected_rows('web_analytics', 'sessions', 'source_record_id') }}
    union all
    {{ rejected_rows('reference', 'suppressions', 'suppression_id') }}
    union all
    {{ rejected_rows('reference', 'postcode_demographics') }}
    union all
    {{ rejected_rows('records_file', 'records', 'source_record_id') }}

)

select
    channel,
    raw_table,
    source_record_id,
    reason,
    raw_row

from rejected
