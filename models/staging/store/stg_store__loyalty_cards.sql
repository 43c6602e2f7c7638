with

loyalty_cards as (

    {{ accepted_rows('store', 'loyalty_cards') }}

),

named as (

    select
        loyalty_cards.*,
        coalesce({{ name_title('title') }}, {{ name_title('customername') }}) as stated_title,
        {{ bare_name('customername') }} as bare_name

    from loyalty_cards{{ worked_out_first('cardno desc') }}

),

reachable as (

    select
        named.*,
        {{ clean_phone('mobile') }} as phone,
        {{ dialled_phone('mobile') }} as phone_dialled

    from named{{ worked_out_first('cardno') }}

)

select
    -- keys
    'store.loyalty_cards:' || trim(cardno) as record_key,
    'store' as source_system,
    trim(cardno) as source_record_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('customername') }} as name_suffix,
    {{ clean_date_of_birth('dateofbirth') }} as date_of_birth,

    -- contact points and identifiers
    {{ clean_email('email') }} as email,
    phone,
    phone_dialled,
    {{ clean_identifier('cardno') }} as loyalty_no,

    -- address
    {{ clean_address('addressline1') }} as address_line_1,
    {{ clean_address('addressline2') }} as address_line_2,
    {{ clean_town('town') }} as town,
    {{ clean_postcode('postcode') }} as postcode,

    -- card
    nullif(trim(homestore), '') as home_store_id,
    {{ clean_boolean('emailoptin') }} as is_email_opted_in,

    -- times
    cast({{ timestamp_from_text('issuedon', 'short_date') }} as date) as issued_on,
    {{ timestamp_from_text('issuedon', 'short_date') }} as recorded_at

from reachable
