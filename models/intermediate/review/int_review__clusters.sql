with

suspicions as (

    select * from {{ ref('int_review__suspicions') }}

),

bridges as (

    select * from {{ ref('linkage_bridges') }}

),

edges as (

    select * from {{ ref('linkage_edges') }}

),

ranked_suspicions as (

    select
        cluster_id,
        rank_of_reason,
        explanation,
        fingerprint_id_l,
        fingerprint_id_r,
        row_number() over (
            partition by cluster_id
            order by rank_of_reason asc, severity desc, reason asc
        ) as position_in_cluster

    from suspicions

),

suspected as (

    select
        cluster_id,
        min(rank_of_reason) as rank_of_reason,
        max(case when position_in_cluster = 1 then fingerprint_id_l end) as fingerprint_id_l,
        max(case when position_in_cluster = 1 then fingerprint_id_r end) as fingerprint_id_r,
        {{ dbt.listagg('explanation', "', '", 'order by position_in_cluster') }} as explanations

    from ranked_suspicions
    group by cluster_id

)

-- A broken rule against the evidence is a toss-up; the other suspicions are true of one cluster in seven or so.
select
    suspected.cluster_id,
    'suspicious_cluster' as kind,
    suspected.fingerprint_id_l,
    suspected.fingerprint_id_r,
    edges.match_weight,
    case when suspected.rank_of_reason = 1 then 1.0 else 0.5 end as uncertainty,
    coalesce(least(bridges.records_l, bridges.records_r), 1) as records_at_stake,
    'One customer, but the two ' || suspected.explanations || '.' as why

from suspected
left join bridges on suspected.cluster_id = bridges.cluster_id
left join edges
    on
        suspected.fingerprint_id_l = edges.fingerprint_id_l
        and suspected.fingerprint_id_r = edges.fingerprint_id_r

union all

select
    bridges.cluster_id,
    'doubtful_pair' as kind,
    bridges.fingerprint_id_l,
    bridges.fingerprint_id_r,
    bridges.match_weight,
    {{ doubt('bridges.evidence') }} as uncertainty,
    least(bridges.records_l, bridges.records_r) as records_at_stake,
    'One customer in two halves that hang together by little (match weight '
    || {{ shown_weight('bridges.match_weight') }} || '; it joins at {{ var("join_weight") }}).' as why

from bridges
left join suspected on bridges.cluster_id = suspected.cluster_id
where
    suspected.cluster_id is null
    and bridges.evidence <= {{ var('review_margin') }}
