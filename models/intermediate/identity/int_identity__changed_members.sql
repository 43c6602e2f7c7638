with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

contents as (

    select * from {{ ref('int_identity__cluster_contents') }}

),

representatives as (

    select * from {{ ref('int_identity__representatives') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

examined as (

    {{ last_build_of('int_identity__examinations', {'cluster_id': 'bigint', 'contents': 'bigint'}) }}

)

select
    contents.cluster_id,
    contents.contents,
    representatives.attribute_count,
    fingerprints.*

from contents
left join examined
    on
        contents.cluster_id = examined.cluster_id
        and contents.contents = examined.contents
inner join clusters on contents.cluster_id = clusters.cluster_id
inner join representatives on clusters.fingerprint_id = representatives.fingerprint_id
inner join fingerprints on clusters.fingerprint_id = fingerprints.fingerprint_id
where examined.cluster_id is null
