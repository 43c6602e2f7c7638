with

edges as (

    select * from {{ ref('int_identity__edges') }}

),

members as (

    select * from {{ ref('int_identity__changed_members') }}

)

select edges.*
from edges
inner join members on edges.fingerprint_id_l = members.fingerprint_id
where edges.is_same_cluster
