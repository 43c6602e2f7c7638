with

conflicts as (

    select * from {{ ref('linkage_conflicts') }}

),

rules as (

    select * from {{ ref('conflict_rules') }}

),

edges as (

    select * from {{ ref('linkage_edges') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

decided_pairs as (

    select * from {{ ref('int_identity__decided_pairs') }}

),

name_counts as (

    select * from {{ ref('int_review__name_counts') }}

),

bridges as (

    select * from {{ ref('linkage_bridges') }}

),

contrary_pairs as (

    select
        clusters.cluster_id,
        edges.fingerprint_id_l,
        edges.fingerprint_id_r,
        edges.match_weight,
        row_number() over (
            partition by clusters.cluster_id
            order by edges.match_weight, edges.fingerprint_id_l, edges.fingerprint_id_r
        ) as position_in_cluster,
        max(case when decided_pairs.decision is null then 0 else 1 end) over (
            partition by clusters.cluster_id
        ) as has_decision

    from edges
    inner join clusters on edges.fingerprint_id_l = clusters.fingerprint_id
    left join decided_pairs
        on
            edges.fingerprint_id_l = decided_pairs.fingerprint_id_l
            and edges.fingerprint_id_r = decided_pairs.fingerprint_id_r
    where
        edges.is_same_cluster
        and edges.match_weight < {{ var('stay_weight') }}

)

select
    conflicts.cluster_id,
    1 as rank_of_reason,
    conflicts.rule as reason,
    'differ in ' || replace(rules.first_attribute, '_', ' ') || case
        when rules.second_attribute = rules.first_attribute then ''
        else ' and in ' || replace(rules.second_attribute, '_', ' ')
    end as explanation,
    rules.penalty as severity,
    conflicts.fingerprint_id_l,
    conflicts.fingerprint_id_r

from conflicts
inner join rules on conflicts.rule = rules.rule

union all

select
    cluster_id,
    2 as rank_of_reason,
    'contrary_pair' as reason,
    'speak against each other (match weight ' || {{ shown_weight('match_weight') }} || ')' as explanation,
    -match_weight as severity,
    fingerprint_id_l,
    fingerprint_id_r

from contrary_pairs
where position_in_cluster = 1 and has_decision = 0

union all

select
    name_counts.cluster_id,
    3 as rank_of_reason,
    name_counts.what as reason,
    'belong to one with ' || cast(name_counts.name_count as {{ dbt.type_string() }}) || ' ' || name_counts.what
        as explanation,
    name_counts.name_count as severity,
    bridges.fingerprint_id_l,
    bridges.fingerprint_id_r

from name_counts
inner join bridges on name_counts.cluster_id = bridges.cluster_id
