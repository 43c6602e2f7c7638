with

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

)

select
    pairs.fingerprint_id_l,
    pairs.fingerprint_id_r,
    pairs.model_id,
    pairs.match_weight,
    1 / (1 + power(2, -pairs.match_weight)) as match_probability,
    pairs.home_weight,
    coalesce(clusters_l.cluster_id = clusters_r.cluster_id, false) as is_same_cluster,
    pairs.forename_level,
    pairs.surname_level,
    pairs.full_name_level,
    pairs.middle_name_level,
    pairs.date_of_birth_level,
    pairs.email_level,
    pairs.phone_level,
    pairs.location_level,
    pairs.account_id_level,
    pairs.membership_no_level,
    pairs.loyalty_no_level,
    pairs.social_handle_level

from pairs
inner join clusters as clusters_l on pairs.fingerprint_id_l = clusters_l.fingerprint_id
inner join clusters as clusters_r on pairs.fingerprint_id_r = clusters_r.fingerprint_id
where
    pairs.fingerprint_id_l < pairs.fingerprint_id_r
    and (pairs.match_weight >= {{ var('join_weight') }} or clusters_l.cluster_id = clusters_r.cluster_id)
