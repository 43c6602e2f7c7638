with

labels as (

    select * from {{ ref('linkage_labels') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

scored as (

    select * from {{ ref('linkage_scored_pairs') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

pairs as (

    select
        labels.sample_id,
        labels.stratum,
        labels.stratum_pairs,
        labels.match_weight as drawn_weight,
        least(forms_l.fingerprint_id, forms_r.fingerprint_id) as fingerprint_id_l,
        greatest(forms_l.fingerprint_id, forms_r.fingerprint_id) as fingerprint_id_r,
        case when labels.answer = 'same' then 1 else 0 end as is_same,
        row_number() over (
            partition by
                least(forms_l.fingerprint_id, forms_r.fingerprint_id),
                greatest(forms_l.fingerprint_id, forms_r.fingerprint_id)
            order by labels.labelled_at desc, labels.label_id desc
        ) as recency

    from labels
    inner join forms as forms_l on labels.left_record_key = forms_l.record_key
    inner join forms as forms_r on labels.right_record_key = forms_r.record_key
    where forms_l.fingerprint_id <> forms_r.fingerprint_id

)

select
    pairs.fingerprint_id_l,
    pairs.fingerprint_id_r,
    pairs.sample_id,
    pairs.stratum,
    pairs.stratum_pairs,
    pairs.is_same,
    case when clusters_l.cluster_id = clusters_r.cluster_id then 1 else 0 end as is_together,
    coalesce(scored.match_weight, pairs.drawn_weight) as match_weight

from pairs
inner join clusters as clusters_l on pairs.fingerprint_id_l = clusters_l.fingerprint_id
inner join clusters as clusters_r on pairs.fingerprint_id_r = clusters_r.fingerprint_id
left join scored
    on
        pairs.fingerprint_id_l = scored.fingerprint_id_l
        and pairs.fingerprint_id_r = scored.fingerprint_id_r
where pairs.recency = 1
