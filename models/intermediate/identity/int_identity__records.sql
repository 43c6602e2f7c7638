with

staged as (

    select * from {{ ref('int_identity__staged_records') }}

),

placeholders as (

    select * from {{ ref('int_identity__placeholder_values') }}

),

records as (

    select
        record_key,
        source_system,
        source_record_id,
        title,
        {{ null_placeholder('forename') }} as forename,
        {{ null_placeholder('middle_names') }} as middle_names,
        {{ null_placeholder('surname') }} as surname,
        name_suffix,
        {{ null_placeholder('date_of_birth') }} as date_of_birth,
        {{ null_placeholder('email') }} as email,
        {{ null_placeholder('phone') }} as phone,
        {{ null_placeholder('phone', 'phone_alternative') }} as phone_alternative,
        {{ null_placeholder('address_line_1') }} as address_line_1,
        {{ null_placeholder('town') }} as town,
        {{ null_placeholder('postcode') }} as postcode,
        country,
        {{ null_placeholder('identifier', 'account_id') }} as account_id,
        {{ null_placeholder('identifier', 'membership_no') }} as membership_no,
        {{ null_placeholder('identifier', 'loyalty_no') }} as loyalty_no,
        {{ null_placeholder('social_handle') }} as social_handle,
        recorded_at

    from staged

)

select * from records
where {{ has_usable_identity() }}
