with

customers as (

    select * from {{ ref('dim_customers') }}

),

pins as (

    select
        'fct_interactions' as mart,
        pin
    from {{ ref('fct_interactions') }}
    union all
    select
        'fct_chat_messages' as mart,
        pin
    from {{ ref('fct_chat_messages') }}
    union all
    select
        'fct_orders' as mart,
        pin
    from {{ ref('fct_orders') }}
    union all
    select
        'fct_order_lines' as mart,
        pin
    from {{ ref('fct_order_lines') }}
    union all
    select
        'fct_donations' as mart,
        pin
    from {{ ref('fct_donations') }}
    union all
    select
        'fct_memberships' as mart,
        pin
    from {{ ref('fct_memberships') }}
    union all
    select
        'bridge_customers_x_records' as mart,
        pin
    from {{ ref('bridge_customers_x_records') }}
    union all
    select
        'bridge_customers_x_channels' as mart,
        pin
    from {{ ref('bridge_customers_x_channels') }}
    union all
    select
        'fct_returns' as mart,
        pin
    from {{ ref('fct_returns') }}
    union all
    select
        'fct_web_sessions' as mart,
        pin
    from {{ ref('fct_web_sessions') }}
    union all
    select
        'fct_campaign_responses' as mart,
        pin
    from {{ ref('fct_campaign_responses') }}
    union all
    select
        'fct_service_cases' as mart,
        pin
    from {{ ref('fct_service_cases') }}
    union all
    select
        'customer_value' as mart,
        pin
    from {{ ref('customer_value') }}

)

select
    pins.mart,
    pins.pin

from pins
left join customers
    on pins.pin = customers.pin
where
    pins.pin is not null
    and customers.pin is null
