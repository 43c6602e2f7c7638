with

crossing_pairs as (

    select * from {{ ref('int_review__crossing_pairs') }}

),

rules as (

    select * from {{ ref('conflict_rules') }}

),

-- Without a pair near the line there is no evidence near the line: the best pair bounds the sum.
near_clusters as (

    select distinct
        first_cluster_id,
        second_cluster_id

    from crossing_pairs
    where match_weight - {{ var('join_weight') }} >= -1 * {{ var('review_margin') }}

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

)

select * from between_clusters
