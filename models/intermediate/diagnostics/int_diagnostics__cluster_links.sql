with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

edges as (

    select * from {{ ref('int_identity__edges') }}

),

shapes as (

    select * from {{ ref('linkage_shapes') }}

),

bridges as (

    select * from {{ ref('linkage_bridges') }}

),

links as (

    select
        clusters.cluster_id,
        sum(case when edges.match_weight >= {{ var('join_weight') }} then 1 else 0 end) as edge_count,
        sum(case when edges.match_weight < {{ var('join_weight') }} then 1 else 0 end) as contrary_pair_count,
        min(edges.match_weight) as lowest_match_weight

    from edges
    inner join clusters on edges.fingerprint_id_l = clusters.fingerprint_id
    where edges.is_same_cluster
    group by clusters.cluster_id

)

select
    links.cluster_id,
    links.edge_count,
    links.contrary_pair_count,
    links.lowest_match_weight,
    shapes.bridge_count,
    shapes.diameter,
    bridges.match_weight as weakest_link_weight

from links
left join shapes on links.cluster_id = shapes.cluster_id
left join bridges on links.cluster_id = bridges.cluster_id
