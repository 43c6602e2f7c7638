with

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}

),

-- Their ids apart: what is read more than once is kept in memory, and need not have every column.
fingerprint_ids as (

    select fingerprint_id from {{ ref('int_identity__fingerprints') }}

),

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

basis as (

    select * from {{ ref('int_identity__partition_basis') }}

),

partition_before as (

    {{ last_build_of('linkage_partition', {
        'fingerprint_id': 'bigint', 'component_id': 'bigint', 'basis': dbt.type_string()
    }) }}

),

-- What was partitioned on the same basis: model, thresholds, rules and decisions.
known as (

    select partition_before.*
    from partition_before
    inner join basis on partition_before.basis = basis.basis

),

fresh as (

    select fingerprint_ids.fingerprint_id
    from fingerprint_ids
    left join known on fingerprint_ids.fingerprint_id = known.fingerprint_id
    where known.fingerprint_id is null

),

reached as (

    select pairs.fingerprint_id_r as fingerprint_id
    from pairs
    inner join fresh on pairs.fingerprint_id_l = fresh.fingerprint_id
    where pairs.match_weight >= {{ var('stay_weight') }}

    union

    select pairs.fingerprint_id_l as fingerprint_id
    from pairs
    inner join fresh on pairs.fingerprint_id_r = fresh.fingerprint_id
    where pairs.match_weight >= {{ var('stay_weight') }}

),

components as (

    select known.component_id
    from known
    inner join reached on known.fingerprint_id = reached.fingerprint_id

    union

    select known.component_id
    from known
    left join fingerprint_ids on known.fingerprint_id = fingerprint_ids.fingerprint_id
    where fingerprint_ids.fingerprint_id is null

),

touched as (

    select fingerprint_id from fresh

    union all

    select known.fingerprint_id
    from known
    inner join components on known.component_id = components.component_id

)

select fingerprints.*
from fingerprints
inner join touched on fingerprints.fingerprint_id = touched.fingerprint_id
