select
    fingerprint_id_l,
    fingerprint_id_r,
    model_id,
    match_weight,
    match_probability,
    home_weight,
    is_same_cluster,
    forename_level,
    surname_level,
    full_name_level,
    middle_name_level,
    date_of_birth_level,
    email_level,
    phone_level,
    location_level,
    account_id_level,
    membership_no_level,
    loyalty_no_level,
    social_handle_level

from {{ ref('int_identity__edges') }}
