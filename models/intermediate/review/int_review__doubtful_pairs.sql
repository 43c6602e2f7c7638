with

between_clusters as (

    select * from {{ ref('int_review__evidence_between_clusters') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

sizes as (

    select * from {{ ref('linkage_clusters') }}

),

decided_pairs as (

    select * from {{ ref('int_identity__decided_pairs') }}

),

settled as (

    select distinct
        least(clusters_l.cluster_id, clusters_r.cluster_id) as first_cluster_id,
        greatest(clusters_l.cluster_id, clusters_r.cluster_id) as second_cluster_id

    from decided_pairs
    inner join clusters as clusters_l on decided_pairs.fingerprint_id_l = clusters_l.fingerprint_id
    inner join clusters as clusters_r on decided_pairs.fingerprint_id_r = clusters_r.fingerprint_id

)

select
    between_clusters.first_cluster_id,
    between_clusters.second_cluster_id,
    between_clusters.match_weight,
    least(0, between_clusters.evidence) as evidence,
    least(first_sizes.record_count, second_sizes.record_count) as records_at_stake

from between_clusters
inner join sizes as first_sizes on between_clusters.first_cluster_id = first_sizes.cluster_id
inner join sizes as second_sizes on between_clusters.second_cluster_id = second_sizes.cluster_id
left join settled
    on
        between_clusters.first_cluster_id = settled.first_cluster_id
        and between_clusters.second_cluster_id = settled.second_cluster_id
where
    between_clusters.evidence >= -1 * {{ var('review_margin') }}
    and settled.first_cluster_id is null
