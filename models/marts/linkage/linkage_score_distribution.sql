-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

binned as (

    select
        pairs.model_id,
        floor(pairs.match_weight * 2) as bin,
        case when pairs.match_weight >= {{ var('join_weight') }} then 1 else 0 end as is_joining,
        case when clusters_l.cluster_id = clusters_r.cluster_id then 1 else 0 end as is_together

    from pairs
    inner join clusters as clusters_l on pairs.fingerprint_id_l = clusters_l.fingerprint_id
    inner join clusters as clusters_r on pairs.fingerprint_id_r = clusters_r.fingerprint_id
    where pairs.fingerprint_id_l < pairs.fingerprint_id_r

),

counted as (

    select
        model_id,
        bin,
        count(*) as pair_count,
        sum(is_joining) as joining_count,
        sum(is_together) as together_count

    from binned
    group by
        model_id,
        bin

)

select
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(bin / 2.0 as double precision) as weight_from,
    cast((bin + 1) / 2.0 as double precision) as weight_to,
    cast(pair_count as bigint) as pair_count,
    cast(joining_count as bigint) as joining_count,
    cast(together_count as bigint) as together_count,
    cast(pair_count - together_count as bigint) as apart_count

from counted
