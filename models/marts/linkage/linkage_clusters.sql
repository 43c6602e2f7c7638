with

members as (

    select * from {{ ref('int_identity__cluster_members') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

links as (

    select * from {{ ref('int_diagnostics__cluster_links') }}

),

conflicts as (

    select * from {{ ref('int_diagnostics__cluster_conflicts') }}

),

sources as (

    select
        clusters.cluster_id,
        records.source_system,
        min(records.pin) as pin

    from clusters
    inner join forms on clusters.fingerprint_id = forms.fingerprint_id
    inner join records on forms.record_key = records.record_key
    group by
        clusters.cluster_id,
        records.source_system

),

owners as (

    select
        cluster_id,
        min(pin) as pin,
        count(*) as source_system_count,
        {{ dbt.listagg('source_system', "', '", 'order by source_system') }} as source_systems

    from sources
    group by cluster_id

)

select
    members.cluster_id,
    owners.pin,
    members.fingerprint_count,
    members.record_count,
    owners.source_system_count,
    cast(owners.source_systems as {{ dbt.type_string() }}) as source_systems,
    cast(coalesce(links.edge_count, 0) as bigint) as edge_count,
    cast(coalesce(links.contrary_pair_count, 0) as bigint) as contrary_pair_count,
    links.lowest_match_weight,
    case
        when members.fingerprint_count > 1
            then
                cast(2 * coalesce(links.edge_count, 0) as double precision)
                / (members.fingerprint_count * (members.fingerprint_count - 1))
    end as density,
    cast(coalesce(links.bridge_count, 0) as bigint) as bridge_count,
    cast(case when members.fingerprint_count = 1 then 0 else links.diameter end as bigint) as diameter,
    cast(links.weakest_link_weight as double precision) as weakest_link_weight,
    members.surname_count,
    members.forename_count,
    members.date_of_birth_count,
    members.email_count,
    members.phone_count,
    cast(conflicts.conflicting_attributes as {{ dbt.type_string() }}) as conflicting_attributes,
    cast(conflicts.broken_rules as {{ dbt.type_string() }}) as broken_rules

from members
inner join owners on members.cluster_id = owners.cluster_id
left join links on members.cluster_id = links.cluster_id
left join conflicts on members.cluster_id = conflicts.cluster_id
