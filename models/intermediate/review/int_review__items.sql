with

doubtful_pairs as (

    select * from {{ ref('int_review__doubtful_pairs') }}

),

cluster_items as (

    select * from {{ ref('int_review__clusters') }}

),

representatives as (

    select * from {{ ref('int_identity__representatives') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

ranked_members as (

    select
        clusters.cluster_id,
        clusters.fingerprint_id,
        row_number() over (
            partition by clusters.cluster_id
            order by representatives.attribute_count desc, clusters.fingerprint_id asc
        ) as position_in_cluster

    from clusters
    inner join representatives on clusters.fingerprint_id = representatives.fingerprint_id

),

items as (

    select
        kind,
        fingerprint_id_l,
        fingerprint_id_r,
        match_weight,
        uncertainty,
        records_at_stake,
        why

    from cluster_items

    union all

    select
        'doubtful_pair' as kind,
        first_members.fingerprint_id as fingerprint_id_l,
        second_members.fingerprint_id as fingerprint_id_r,
        doubtful_pairs.match_weight,
        {{ doubt('doubtful_pairs.evidence') }} as uncertainty,
        doubtful_pairs.records_at_stake,
        case
            when doubtful_pairs.match_weight >= {{ var('join_weight') }}
                then 'Two customers: records of theirs would join (match weight '
            else 'Two customers, nearly one (match weight '
        end || {{ shown_weight('doubtful_pairs.match_weight') }} || case
            when doubtful_pairs.match_weight >= {{ var('join_weight') }} then '), but others speak against it.'
            else '; it joins at {{ var("join_weight") }}).'
        end as why

    from doubtful_pairs
    inner join ranked_members as first_members
        on doubtful_pairs.first_cluster_id = first_members.cluster_id and first_members.position_in_cluster = 1
    inner join ranked_members as second_members
        on doubtful_pairs.second_cluster_id = second_members.cluster_id and second_members.position_in_cluster = 1

),

ordered_items as (

    select
        items.kind,
        items.match_weight,
        items.uncertainty,
        items.records_at_stake,
        items.uncertainty * items.records_at_stake as answer_value,
        items.why,
        least(sides_l.record_key, sides_r.record_key) as left_record_key,
        greatest(sides_l.record_key, sides_r.record_key) as right_record_key

    from items
    inner join representatives as sides_l on items.fingerprint_id_l = sides_l.fingerprint_id
    inner join representatives as sides_r on items.fingerprint_id_r = sides_r.fingerprint_id

),

numbered_items as (

    select
        ordered_items.*,
        row_number() over (
            order by
                ordered_items.answer_value desc,
                ordered_items.kind asc,
                ordered_items.left_record_key asc,
                ordered_items.right_record_key asc
        ) as priority

    from ordered_items

)

select * from numbered_items
where priority <= {{ var('review_queue_size') }}
