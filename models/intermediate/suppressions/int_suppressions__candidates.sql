-- Whom an entry may mean. Each rule is a join on equal keys, so the entries are the small side of a hash join.
with

suppressions as (

    select * from {{ ref('int_suppressions__fingerprints') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}
    where surname is not null or date_of_birth is not null

),

found as (

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.postcode = suppressions.postcode
            and fingerprints.surname = suppressions.surname

    union

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.postcode = suppressions.postcode
            and fingerprints.forename_root = suppressions.forename_root

    union

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.postal_district = suppressions.postal_district
            and fingerprints.surname = suppressions.surname
            and fingerprints.forename_root = suppressions.forename_root

    union

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.street = suppressions.street
            and fingerprints.address_number = suppressions.address_number
            and fingerprints.surname = suppressions.surname

    union

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.date_of_birth = suppressions.date_of_birth
            and fingerprints.surname = suppressions.surname

    union

    select
        suppressions.suppression_id,
        fingerprints.fingerprint_id

    from fingerprints
    inner join suppressions
        on
            fingerprints.date_of_birth = suppressions.date_of_birth
            and fingerprints.forename_root = suppressions.forename_root

)

select
    suppression_id,
    fingerprint_id

from found
