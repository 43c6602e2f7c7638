{{ config(materialized='view') }}

with

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

)

select
    pairs.*,
    least(clusters_l.cluster_id, clusters_r.cluster_id) as first_cluster_id,
    greatest(clusters_l.cluster_id, clusters_r.cluster_id) as second_cluster_id

from pairs
inner join clusters as clusters_l on pairs.fingerprint_id_l = clusters_l.fingerprint_id
inner join clusters as clusters_r on pairs.fingerprint_id_r = clusters_r.fingerprint_id
where clusters_l.cluster_id <> clusters_r.cluster_id
