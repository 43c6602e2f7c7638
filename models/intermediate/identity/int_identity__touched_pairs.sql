with

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

touched as (

    select * from {{ ref('int_identity__touched_fingerprints') }}

)

select pairs.*
from pairs
inner join touched as touched_l on pairs.fingerprint_id_l = touched_l.fingerprint_id
inner join touched as touched_r on pairs.fingerprint_id_r = touched_r.fingerprint_id
where pairs.fingerprint_id_l < pairs.fingerprint_id_r
