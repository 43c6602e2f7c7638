with

scores as (

    select * from {{ ref('suppression_scores') }}

),

fingerprints as (

    select * from {{ ref('int_suppressions__candidate_fingerprints') }}

),

suppressions as (

    select * from {{ ref('stg_reference__suppressions') }}

),

customer_weights as (

    select
        scores.suppression_id,
        fingerprints.pin,
        {{ exact('max(scores.match_weight)', 'numeric(8, 2)') }} as match_weight

    from scores
    inner join fingerprints
        on scores.fingerprint_id = fingerprints.fingerprint_id
    group by
        scores.suppression_id,
        fingerprints.pin

),

ranked as (

    select
        suppression_id,
        pin,
        match_weight,
        row_number() over (partition by suppression_id order by match_weight desc, pin asc) as place,
        cast(
            lead(match_weight) over (partition by suppression_id order by match_weight desc, pin asc) as numeric(8, 2)
        ) as runner_up_weight

    from customer_weights

)

select
    ranked.suppression_id,
    ranked.pin,
    suppressions.list_name,
    suppressions.effective_on,
    suppressions.supplied_by,
    suppressions.address_line_1,
    suppressions.postcode,
    ranked.match_weight,
    ranked.runner_up_weight,
    coalesce(ranked.match_weight - ranked.runner_up_weight >= {{ var('suppression_margin') }}, true) as is_matched

from ranked
inner join suppressions
    on ranked.suppression_id = suppressions.suppression_id
where
    ranked.place = 1
    and ranked.match_weight >= {{ var('suppression_weight') }}
