with

donations as (

    {{ accepted_rows('crm', 'donations') }}

)

select
    -- keys
    trim(donation_id) as donation_id,
    'crm.supporters:' || nullif(trim(supporter_id), '') as record_key,

    -- donation
    {{ clean_money('amount') }} as donation_amount,
    nullif(trim(fund), '') as fund,
    nullif(trim(appeal), '') as appeal,
    {{ clean_boolean('gift_aid') }} as is_gift_aided,
    nullif(trim(payment_method), '') as payment_method,

    -- times
    cast({{ timestamp_from_text('donated_on', 'uk_date') }} as date) as donated_on

from donations
