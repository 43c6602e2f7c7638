with

clusters as (

    select * from {{ ref('int_identity__clusters') }}

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

members as (

    select
        clusters.cluster_id,
        min(records.pin) as pin,
        count(distinct clusters.fingerprint_id) as fingerprint_count,
        count(*) as record_count,
        count(distinct records.source_system) as source_system_count,
        count(distinct forms.surname) as surname_count,
        count(distinct forms.forename_root) as forename_count,
        count(distinct forms.date_of_birth) as date_of_birth_count,
        count(distinct forms.email) as email_count,
        count(distinct forms.phone) as phone_count

    from clusters
    inner join forms on clusters.fingerprint_id = forms.fingerprint_id
    inner join records on forms.record_key = records.record_key
    group by clusters.cluster_id

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
    members.pin,
    members.fingerprint_count,
    members.record_count,
    members.source_system_count,
    cast(coalesce(links.edge_count, 0) as bigint) as edge_count,
    cast(coalesce(links.contrary_pair_count, 0) as bigint) as contrary_pair_count,
    links.lowest_match_weight,
    case
        when members.fingerprint_count > 1
            then 2.0 * coalesce(links.edge_count, 0) / (members.fingerprint_count * (members.fingerprint_count - 1))
    end as density,
    members.surname_count,
    members.forename_count,
    members.date_of_birth_count,
    members.email_count,
    members.phone_count

from members
left join links on members.cluster_id = links.cluster_id
