with

crossing_pairs as (

    select * from {{ ref('int_review__crossing_pairs') }}

),

rules as (

    select * from {{ ref('conflict_rules') }}

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

-- Without a pair near the line there is no evidence near the line: the best pair bounds the sum.
near_clusters as (

    select
        first_cluster_id,
        second_cluster_id

    from crossing_pairs
    group by
        first_cluster_id,
        second_cluster_id
    having max(match_weight) - {{ var('join_weight') }} >= -1 * {{ var('review_margin') }}

),

weighed_pairs as (

    select
        crossing_pairs.first_cluster_id,
        crossing_pairs.second_cluster_id,
        crossing_pairs.fingerprint_id_l,
        crossing_pairs.fingerprint_id_r,
        crossing_pairs.match_weight - coalesce(sum(rules.penalty), 0) as match_weight

    from crossing_pairs
    inner join near_clusters
        on
            crossing_pairs.first_cluster_id = near_clusters.first_cluster_id
            and crossing_pairs.second_cluster_id = near_clusters.second_cluster_id
    left join rules
        on
            {{ named_level('rules.first_attribute', 'crossing_pairs') }} = 0
            and {{ named_level('rules.second_attribute', 'crossing_pairs') }} = 0
    group by
        crossing_pairs.first_cluster_id,
        crossing_pairs.second_cluster_id,
        crossing_pairs.fingerprint_id_l,
        crossing_pairs.fingerprint_id_r,
        crossing_pairs.match_weight

),

-- The evidence between two clusters is what clustering adds up: weights above the line, no pair worth more than 15.
between_clusters as (

    select
        first_cluster_id,
        second_cluster_id,
        max(match_weight) as match_weight,
        -- An exact sum: one of floating point would depend on the order of rows.
        cast(
            sum(cast(greatest(-15, least(15, match_weight - {{ var('join_weight') }})) as numeric(18, 6)))
            as double precision
        ) as evidence

    from weighed_pairs
    group by
        first_cluster_id,
        second_cluster_id

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
