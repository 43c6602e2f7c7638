with

memberships as (

    {{ accepted_rows('crm', 'memberships') }}

)

select
    -- keys
    trim(membership_id) as membership_id,
    {{ clean_identifier('membership_no') }} as membership_no,
    'crm.supporters:' || nullif(trim(supporter_id), '') as record_key,

    -- membership
    nullif(trim(membership_type), '') as membership_type,
    nullif(trim(status), '') as status,
    nullif(trim(payment_method), '') as payment_method,
    {{ clean_money('annual_fee') }} as annual_fee_amount,

    -- times
    cast({{ timestamp_from_text('started_on', 'uk_date') }} as date) as started_on,
    cast({{ timestamp_from_text('expires_on', 'uk_date') }} as date) as expires_on

from memberships
