with

clusters as (

    select * from {{ ref('linkage_partition') }}

)

select
    cast(fingerprint_id as bigint) as fingerprint_id,
    cast(cluster_id as bigint) as cluster_id

from clusters
