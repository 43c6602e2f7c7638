-- A staged row that is no record carries no contact point, number, handle or surname but placeholders.
with

records as (

    select * from {{ ref('int_identity__records') }}

),

staged as (

    select * from {{ ref('int_identity__staged_records') }}

),

left_out as (

    select staged.*
    from staged
    left join records
        on staged.record_key = records.record_key
    where records.record_key is null

),

placeholders as (

    select * from {{ ref('identity_placeholders') }}

),

said as (

    select
        record_key,
        {{ null_placeholder('email') }} as email,
        {{ null_placeholder('phone', 'coalesce(phone, phone_dialled)') }} as phone,
        {{ null_placeholder('identifier', 'coalesce(account_id, membership_no, loyalty_no)') }} as identifier,
        {{ null_placeholder('social_handle') }} as social_handle,
        {{ null_placeholder('surname') }} as surname

    from left_out

)

select * from said
where coalesce(email, phone, identifier, social_handle, surname) is not null
