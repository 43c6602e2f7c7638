with

decision_records as (

    select * from {{ ref('int_identity__decision_records') }}

),

statuses as (

    select * from {{ ref('linkage_decisions') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

sides as (

    select distinct
        decision_records.decision_id,
        decision_records.decision,
        decision_records.side,
        forms.fingerprint_id

    from decision_records
    inner join statuses
        on
            decision_records.decision_id = statuses.decision_id
            and statuses.status = 'in force'
    inner join forms on decision_records.record_key = forms.record_key

)

select
    left_sides.decision_id,
    left_sides.decision,
    least(left_sides.fingerprint_id, right_sides.fingerprint_id) as fingerprint_id_l,
    greatest(left_sides.fingerprint_id, right_sides.fingerprint_id) as fingerprint_id_r,
    right_sides.fingerprint_id as right_fingerprint_id

from sides as left_sides
inner join sides as right_sides
    on
        left_sides.decision_id = right_sides.decision_id
        and left_sides.side = 'left'
        and right_sides.side = 'right'
where left_sides.fingerprint_id <> right_sides.fingerprint_id
