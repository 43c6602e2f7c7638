with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

members as (

    select
        clusters.cluster_id,
        count(*) as fingerprint_count,
        cast(sum(fingerprints.record_count) as bigint) as record_count,
        max(case when fingerprints.surname is null then 0 else 1 end) as has_surname,
        max(case when fingerprints.forename is null then 0 else 1 end) as has_forename,
        max(case when fingerprints.date_of_birth is null then 0 else 1 end) as has_date_of_birth,
        max(case when fingerprints.email is null then 0 else 1 end) as has_email,
        max(case when fingerprints.phone is null then 0 else 1 end) as has_phone

    from clusters
    inner join fingerprints on clusters.fingerprint_id = fingerprints.fingerprint_id
    group by clusters.cluster_id

),

-- Different values are counted only where there can be several: most clusters are one fingerprint.
varieties as (

    select
        clusters.cluster_id,
        count(distinct fingerprints.surname) as surname_count,
        count(distinct fingerprints.forename_root) as forename_count,
        count(distinct fingerprints.date_of_birth) as date_of_birth_count,
        count(distinct fingerprints.email) as email_count,
        count(distinct fingerprints.phone) as phone_count

    from clusters
    inner join members on clusters.cluster_id = members.cluster_id
    inner join fingerprints on clusters.fingerprint_id = fingerprints.fingerprint_id
    where members.fingerprint_count > 1
    group by clusters.cluster_id

)

select
    members.cluster_id,
    members.fingerprint_count,
    members.record_count,
    cast(coalesce(varieties.surname_count, members.has_surname) as bigint) as surname_count,
    cast(coalesce(varieties.forename_count, members.has_forename) as bigint) as forename_count,
    cast(coalesce(varieties.date_of_birth_count, members.has_date_of_birth) as bigint) as date_of_birth_count,
    cast(coalesce(varieties.email_count, members.has_email) as bigint) as email_count,
    cast(coalesce(varieties.phone_count, members.has_phone) as bigint) as phone_count

from members
left join varieties on members.cluster_id = varieties.cluster_id
