-- A fingerprint that knows no date of birth takes its customer's, so that an entry which knows one can agree or not.
with

candidates as (

    select * from {{ ref('int_suppressions__candidates') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

pins as (

    select * from {{ ref('int_identity__pins') }}

),

birthdays as (

    select
        pin,
        attribute_value as date_of_birth

    from {{ ref('customer_attribute_provenance') }}
    where attribute = 'date_of_birth' and is_chosen

),

wanted as (

    select distinct fingerprint_id from candidates

),

of_customers as (

    select
        wanted.fingerprint_id,
        min(pins.pin) as pin

    from wanted
    inner join forms
        on wanted.fingerprint_id = forms.fingerprint_id
    inner join pins
        on forms.record_key = pins.record_key
    group by wanted.fingerprint_id

)

select
    of_customers.pin,
    fingerprints.fingerprint_id,
    fingerprints.forename,
    fingerprints.forename_root,
    fingerprints.middle_name,
    fingerprints.surname,
    fingerprints.full_name,
    coalesce(fingerprints.date_of_birth, birthdays.date_of_birth) as date_of_birth,
    fingerprints.address,
    fingerprints.address_number,
    fingerprints.street,
    fingerprints.town,
    fingerprints.postcode,
    fingerprints.postal_district

from of_customers
inner join fingerprints
    on of_customers.fingerprint_id = fingerprints.fingerprint_id
left join birthdays
    on of_customers.pin = birthdays.pin
