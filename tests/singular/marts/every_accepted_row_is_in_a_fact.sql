-- Row by row: what staging accepted is in the fact of its kind. That each raw row is accepted or rejected is tested
-- with each staging model; that no raw table is forgotten here, by test_raw_rows.py.
{{ rows_missing_from_a_fact([
    ('stg_crm__donations', 'donation_id', 'fct_donations', 'donation_id'),
    ('stg_crm__memberships', 'membership_id', 'fct_memberships', 'membership_id'),
    ('stg_web_shop__orders', "'web_shop:' || order_id", 'fct_orders', 'order_id'),
    ('stg_store__till_transactions', "'store:' || transaction_id", 'fct_orders', 'order_id'),
    ('stg_web_shop__order_lines', "'web_shop:' || order_line_id", 'fct_order_lines', 'order_line_id'),
    ('stg_store__till_lines', "'store:' || line_id", 'fct_order_lines', 'order_line_id'),
    ('stg_web_shop__returns', 'return_id', 'fct_returns', 'web_shop_return_id'),
    ('int_orders__till_returns', 'return_id', 'fct_returns', 'return_id'),
    ('stg_email__campaign_sends', 'send_id', 'fct_campaign_responses', 'send_id'),
    ('stg_email__campaign_events', "'email.campaign_events:' || event_id", 'fct_interactions', 'interaction_id'),
    ('stg_web_analytics__sessions', 'session_id', 'fct_web_sessions', 'session_id'),
    ('stg_telephone__calls', 'record_key', 'fct_interactions', 'interaction_id'),
    ('stg_email__messages', 'record_key', 'fct_interactions', 'interaction_id'),
    ('stg_live_chat__sessions', 'record_key', 'fct_interactions', 'interaction_id'),
    ('stg_live_chat__messages', 'message_id', 'fct_chat_messages', 'message_id'),
    ('stg_online_form__enquiries', 'record_key', 'fct_interactions', 'interaction_id'),
    ('stg_social__messages', 'record_key', 'fct_interactions', 'interaction_id'),
]) }}
