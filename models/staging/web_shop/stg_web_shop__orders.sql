with

orders as (

    {{ accepted_rows('web_shop', 'orders') }}

),

named as (

    select
        orders.*,
        {{ name_title('billing_name') }} as stated_title,
        {{ bare_name('billing_name') }} as bare_name,
        {{ clean_country('billing_country') }} as country

    from orders{{ worked_out_first('order_id desc') }}

)

select
    -- keys
    'web_shop.orders:' || trim(order_id) as record_key,
    'web_shop' as source_system,
    trim(order_id) as source_record_id,
    trim(order_id) as order_id,

    -- person who pays
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('billing_name') }} as name_suffix,

    -- contact points and identifiers
    {{ clean_email('email') }} as email,
    {{ clean_phone('phone', 'country') }} as phone,
    {{ dialled_phone('phone', 'country') }} as phone_dialled,
    {{ clean_identifier('account_id') }} as account_id,
    nullif(trim(cookie_id), '') as cookie_id,

    -- billing address
    {{ clean_address('billing_address1') }} as address_line_1,
    {{ clean_town('billing_city') }} as town,
    {{ clean_postcode('billing_postcode', 'country') }} as postcode,
    country,

    -- where it goes
    {{ clean_text('shipping_name') }} as shipping_name,
    {{ clean_address('shipping_address1') }} as shipping_address_line_1,
    {{ clean_town('shipping_city') }} as shipping_town,
    {{ clean_postcode('shipping_postcode', 'country') }} as shipping_postcode,
    {{ clean_country('shipping_country') }} as shipping_country,

    -- order
    nullif(trim(status), '') as status,
    nullif(trim(delivery_method), '') as delivery_method,
    nullif(trim(collect_store_id), '') as collect_store_id,
    nullif(trim(discount_code), '') as discount_code,
    {{ clean_money('discount_amount') }} as discount_amount,
    {{ clean_money('shipping_amount') }} as shipping_amount,
    {{ clean_money('total_amount') }} as total_amount,
    upper(nullif(trim(currency), '')) as currency,
    coalesce({{ clean_boolean('is_gift') }}, false) as is_gift,

    -- times
    {{ timestamp_from_text('placed_at', 'iso_8601') }} as placed_at,
    {{ timestamp_from_text('ready_at', 'iso_8601') }} as ready_at,
    {{ timestamp_from_text('collected_at', 'iso_8601') }} as collected_at,
    {{ timestamp_from_text('placed_at', 'iso_8601') }} as recorded_at

from named
