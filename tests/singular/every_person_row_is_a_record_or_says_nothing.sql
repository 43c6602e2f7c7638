-- A staged row that is no record carries no contact point, number or handle but placeholders, and no surname.
with

left_out as (

    select staged.*
    from {{ ref('int_identity__staged_records') }} as staged
    left join {{ ref('int_identity__records') }} as records
        on staged.record_key = records.record_key
    where records.record_key is null

),

placeholders as (

    select * from {{ ref('identity_placeholders') }}

),

said as (

    select record_key, 'email' as attribute, email as value from left_out
    union all
    select record_key, 'phone' as attribute, coalesce(phone, phone_dialled) as value from left_out
    union all
    select record_key, 'identifier' as attribute, coalesce(account_id, membership_no, loyalty_no) as value from left_out
    union all
    select record_key, 'social_handle' as attribute, social_handle as value from left_out
    union all
    select record_key, 'surname' as attribute, surname as value from left_out

)

select said.*
from said
left join placeholders
    on (said.attribute = placeholders.attribute and lower(said.value) = placeholders.value)
    or (placeholders.attribute = 'email_local_part' and said.value like placeholders.value || '@%')
    or (placeholders.attribute = 'email_domain' and said.value like '%@' || placeholders.value)
where said.value is not null and placeholders.value is null
