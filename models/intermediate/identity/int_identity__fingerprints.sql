{%- set attributes = [
    'forename', 'forename_root', 'middle_name', 'surname', 'full_name', 'date_of_birth', 'email', 'email_local',
    'email_domain', 'email_digits', 'phone', 'phone_alternative', 'address', 'address_number', 'street', 'town',
    'postcode', 'postal_district', 'account_id', 'membership_no', 'loyalty_no', 'social_handle'
] -%}

with

comparison_forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

)

select
    fingerprint_id,
    {{ attributes | join(',\n    ') }},
    count(*) as record_count

from comparison_forms
group by
    fingerprint_id,
    {{ attributes | join(',\n    ') }}
