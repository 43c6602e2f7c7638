with

models as (

    select * from {{ ref('linkage_registry') }}

),

rules as (

    select * from {{ ref('conflict_rules') }}

),

decided_pairs as (

    select * from {{ ref('int_identity__decided_pairs') }}

),

promoted as (

    select coalesce(max(model_id), '') as model_id
    from models
    where is_promoted

),

-- Sums of hashes don't depend on the order of rows. As texts, since Redshift's coalesce has 19 digits for numbers.
rule_sums as (

    select
        coalesce(cast(sum(cast({{ hash_bigint(
            "rule || '|' || first_attribute || '|' || second_attribute || '|' || " ~ number_text('penalty')
        ) }} as numeric(38, 0))) as {{ dbt.type_string() }}), '0') as hash_sum

    from rules

),

decision_sums as (

    select
        coalesce(cast(sum(cast({{ hash_bigint(
            "decision_id || '|' || decision || '|' || cast(fingerprint_id_l as " ~ dbt.type_string() ~ ") || '|' || "
            ~ "cast(fingerprint_id_r as " ~ dbt.type_string() ~ ")"
        ) }} as numeric(38, 0))) as {{ dbt.type_string() }}), '0') as hash_sum

    from decided_pairs

),

parts as (

    select
        promoted.model_id,
        'join {{ var("join_weight") }}, stay {{ var("stay_weight") }}, conflict rules '
        || rule_sums.hash_sum as rules,
        decision_sums.hash_sum as decisions

    from promoted
    cross join rule_sums
    cross join decision_sums

)

select
    model_id,
    rules,
    'model ' || model_id || ', ' || rules || ', decisions ' || decisions as basis

from parts
