-- Staging reads the raw tables once more here, to tell what was never given from what could not be used.
with

placeholders as (

    select * from {{ ref('identity_placeholders') }}

),

crm_supporters as (

    {{ attribute_counts('crm', 'supporters') }}

),

web_shop_accounts as (

    {{ attribute_counts('web_shop', 'accounts') }}

),

web_shop_orders as (

    {{ attribute_counts('web_shop', 'orders') }}

),

store_loyalty_cards as (

    {{ attribute_counts('store', 'loyalty_cards') }}

),

store_till_transactions as (

    {{ attribute_counts('store', 'till_transactions') }}

),

telephone_calls as (

    {{ attribute_counts('telephone', 'calls') }}

),

email_subscribers as (

    {{ attribute_counts('email', 'subscribers') }}

),

live_chat_sessions as (

    {{ attribute_counts('live_chat', 'sessions') }}

),

online_form_enquiries as (

    {{ attribute_counts('online_form', 'enquiries') }}

),

social_messages as (

    {{ attribute_counts('social', 'messages') }}

)

{{ attribute_rows('crm', 'supporters', 'crm_supporters') }}
union all
{{ attribute_rows('web_shop', 'accounts', 'web_shop_accounts') }}
union all
{{ attribute_rows('web_shop', 'orders', 'web_shop_orders') }}
union all
{{ attribute_rows('store', 'loyalty_cards', 'store_loyalty_cards') }}
union all
{{ attribute_rows('store', 'till_transactions', 'store_till_transactions') }}
union all
{{ attribute_rows('telephone', 'calls', 'telephone_calls') }}
union all
{{ attribute_rows('email', 'subscribers', 'email_subscribers') }}
union all
{{ attribute_rows('live_chat', 'sessions', 'live_chat_sessions') }}
union all
{{ attribute_rows('online_form', 'enquiries', 'online_form_enquiries') }}
union all
{{ attribute_rows('social', 'messages', 'social_messages') }}
