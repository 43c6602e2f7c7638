with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

decided_pairs as (

    select * from {{ ref('int_identity__decided_pairs') }}

),

-- Who a steward has said to be another's self is counted with the other.
counted_elsewhere as (

    select distinct right_fingerprint_id as fingerprint_id
    from decided_pairs
    where decision = 'must_link'

),

members as (

    select
        clusters.cluster_id,
        case when length(fingerprints.forename) > 1 then fingerprints.forename_root end as forename,
        fingerprints.surname,
        fingerprints.email,
        fingerprints.phone

    from clusters
    inner join fingerprints on clusters.fingerprint_id = fingerprints.fingerprint_id
    left join counted_elsewhere on clusters.fingerprint_id = counted_elsewhere.fingerprint_id
    where counted_elsewhere.fingerprint_id is null

),

names_of_a_value as (

    select
        cluster_id,
        'email address' as kind_of_value,
        count(distinct forename) as name_count

    from members
    where email is not null
    group by cluster_id, email

    union all

    select
        cluster_id,
        'phone number' as kind_of_value,
        count(distinct forename) as name_count

    from members
    where phone is not null
    group by cluster_id, phone

),

counts as (

    select
        cluster_id,
        'different forenames' as what,
        count(distinct forename) as name_count

    from members
    group by cluster_id

    union all

    select
        cluster_id,
        'different surnames' as what,
        count(distinct surname) as name_count

    from members
    group by cluster_id

    union all

    select
        cluster_id,
        'forenames under one ' || kind_of_value as what,
        max(name_count) as name_count

    from names_of_a_value
    group by cluster_id, kind_of_value

)

select
    cluster_id,
    what,
    name_count

from counts
where name_count >= {{ var('review_names') }}
