with

decision_fingerprints as (

    select * from {{ ref('int_identity__decision_fingerprints') }}

),

statuses as (

    select * from {{ ref('linkage_decisions') }}

),

sides as (

    select distinct
        decision_fingerprints.decision_id,
        decision_fingerprints.decision,
        decision_fingerprints.side,
        decision_fingerprints.fingerprint_id

    from decision_fingerprints
    inner join statuses
        on
            decision_fingerprints.decision_id = statuses.decision_id
            and statuses.status = 'in force'

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
