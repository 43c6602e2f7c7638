with

members as (

    select * from {{ ref('int_identity__cluster_members') }}

),

conflicts as (

    select * from {{ ref('linkage_conflicts') }}

),

-- What one person has one of: several values in one cluster speak against it.
differing as (

    select
        cluster_id,
        case when forename_count > 1 then 'forename, ' else '' end
        || case when surname_count > 1 then 'surname, ' else '' end
        || case when date_of_birth_count > 1 then 'date_of_birth, ' else '' end as attributes

    from members
    where forename_count > 1 or surname_count > 1 or date_of_birth_count > 1

),

broken as (

    select
        cluster_id,
        {{ dbt.listagg('rule', "', '", 'order by rule') }} as broken_rules

    from conflicts
    group by cluster_id

)

select
    coalesce(differing.cluster_id, broken.cluster_id) as cluster_id,
    left(differing.attributes, length(differing.attributes) - 2) as conflicting_attributes,
    broken.broken_rules

from differing
full outer join broken on differing.cluster_id = broken.cluster_id
