{%- set attributes = [
    'forename', 'surname', 'date_of_birth', 'email', 'phone', 'street', 'postcode', 'account_id', 'membership_no',
    'loyalty_no', 'social_handle'
] -%}

with

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

-- The smallest key stands for all records of a fingerprint, so that a question keeps its records from build to build.
smallest_keys as (

    select
        fingerprint_id,
        min(record_key) as record_key

    from forms
    group by fingerprint_id

)

select
    fingerprints.fingerprint_id,
    smallest_keys.record_key,
    fingerprints.record_count,
    {{ filled_count('fingerprints', attributes) }} as attribute_count

from fingerprints
inner join smallest_keys on fingerprints.fingerprint_id = smallest_keys.fingerprint_id
