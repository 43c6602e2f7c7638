with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

representatives as (

    select * from {{ ref('int_identity__representatives') }}

),

basis as (

    select * from {{ ref('int_identity__partition_basis') }}

)

-- A sum, so that the order of rows does not matter: fingerprints are hashes already.
select
    clusters.cluster_id,
    {{ hash_bigint(
        "basis.basis || ', ' || cast(sum(cast(clusters.fingerprint_id as numeric(38, 0)) * representatives.record_count) as "
        ~ dbt.type_string() ~ ")"
    ) }} as contents

from clusters
inner join representatives on clusters.fingerprint_id = representatives.fingerprint_id
cross join basis
group by
    clusters.cluster_id,
    basis.basis
having count(*) > 1
