with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

members as (

    select * from {{ ref('int_identity__cluster_members') }}

),

edges as (

    select * from {{ ref('linkage_edges') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

records as (

    select * from {{ ref('bridge_customers_x_records') }}

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
        count(*) as source_system_count

    from sources
    group by cluster_id

),

links as (

    select
        clusters.cluster_id,
        sum(case when edges.match_weight >= {{ var('join_weight') }} then 1 else 0 end) as edge_count,
        sum(case when edges.match_weight < {{ var('join_weight') }} then 1 else 0 end) as contrary_pair_count,
        min(edges.match_weight) as lowest_match_weight

    from edges
    inner join clusters on edges.fingerprint_id_l = clusters.fingerprint_id
    where edges.is_same_cluster
    group by clusters.cluster_id

)

select
    members.cluster_id,
    owners.pin,
    members.fingerprint_count,
    members.record_count,
    owners.source_system_count,
    cast(coalesce(links.edge_count, 0) as bigint) as edge_count,
    cast(coalesce(links.contrary_pair_count, 0) as bigint) as contrary_pair_count,
    links.lowest_match_weight,
    case
        when members.fingerprint_count > 1
            then
                cast(2 * coalesce(links.edge_count, 0) as double precision)
                / (members.fingerprint_count * (members.fingerprint_count - 1))
    end as density,
    members.surname_count,
    members.forename_count,
    members.date_of_birth_count,
    members.email_count,
    members.phone_count

from members
inner join owners on members.cluster_id = owners.cluster_id
left join links on members.cluster_id = links.cluster_id
