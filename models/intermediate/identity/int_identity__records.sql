with

staged as (

    select * from {{ ref('int_identity__staged_records') }}

),

memberships as (

    select * from {{ ref('stg_crm__memberships') }}

),

placeholders as (

    select * from {{ ref('identity_placeholders') }}

),

ranked_memberships as (

    select
        record_key,
        membership_no,
        row_number() over (partition by record_key order by started_on desc, membership_id desc) as recency

    from memberships

),

latest_memberships as (

    select * from ranked_memberships
    where recency = 1

),

records as (

    select
        staged.channel,
        staged.record_key,
        staged.source_system,
        staged.source_record_id,
        staged.title,
        {{ null_placeholder('forename', 'staged.forename') }} as forename,
        {{ null_placeholder('forename', 'staged.middle_names') }} as middle_names,
        {{ null_placeholder('surname', 'staged.surname') }} as surname,
        staged.name_suffix,
        {{ null_placeholder('date_of_birth', 'staged.date_of_birth') }} as date_of_birth,
        {{ null_placeholder('email', 'staged.email') }} as email,
        {{ null_placeholder('phone', 'staged.phone') }} as phone,
        {{ null_placeholder('phone', 'staged.phone_alternative') }} as phone_alternative,
        {{ null_placeholder('phone', 'coalesce(staged.phone, staged.phone_dialled)') }} as phone_comparison,
        {{ null_placeholder('address_line_1', 'staged.address_line_1') }} as address_line_1,
        {{ null_placeholder('town', 'staged.town') }} as town,
        {{ null_placeholder('postcode', 'staged.postcode') }} as postcode,
        staged.country,
        {{ null_placeholder('identifier', 'staged.account_id') }} as account_id,
        {{ null_placeholder('identifier', 'coalesce(staged.membership_no, latest_memberships.membership_no)') }}
            as membership_no,
        {{ null_placeholder('identifier', 'staged.loyalty_no') }} as loyalty_no,
        {{ null_placeholder('social_handle', 'staged.social_handle') }} as social_handle,
        staged.recorded_at

    from staged
    left join latest_memberships
        on staged.record_key = latest_memberships.record_key

)

select
    record_key,
    source_system,
    source_record_id,
    title,
    forename,
    middle_names,
    surname,
    name_suffix,
    date_of_birth,
    email,
    phone,
    phone_alternative,
    address_line_1,
    town,
    postcode,
    country,
    account_id,
    membership_no,
    loyalty_no,
    social_handle,
    recorded_at,
    phone_comparison

from records
where {{ has_usable_identity() }}
