-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

edges as (

    select * from {{ ref('int_identity__edges') }}

),

parameters as (

    select * from {{ ref('linkage_level_weights') }}

),

-- Two missing levels of one comparison weigh the same, nothing: one row is enough.
levels as (

    select
        model_id,
        comparison,
        level,
        max(match_weight) as match_weight

    from parameters
    group by
        model_id,
        comparison,
        level

),

priors as (

    select
        model_id,
        max(prior_weight) as prior_weight

    from parameters
    group by model_id

),

weighed as (

    select
        edges.*,
        coalesce(priors.prior_weight, 0) as prior_weight,
        ln(1 + power(2, least(edges.home_weight, 200))) / ln(2) as home_penalty,
        {{ level_weight_columns() }}

    from edges
    left join priors on edges.model_id = priors.model_id
    {{ level_weight_joins('edges', 'levels') }}

)

select
    fingerprint_id_l,
    fingerprint_id_r,
    model_id,
    match_weight,
    match_probability,
    home_weight,
    is_same_cluster,
    forename_level,
    surname_level,
    full_name_level,
    middle_name_level,
    date_of_birth_level,
    email_level,
    phone_level,
    location_level,
    account_id_level,
    membership_no_level,
    loyalty_no_level,
    social_handle_level,
    prior_weight,
    forename_weight,
    surname_weight,
    full_name_weight,
    middle_name_weight,
    date_of_birth_weight,
    email_weight,
    phone_weight,
    location_weight,
    account_id_weight,
    membership_no_weight,
    loyalty_no_weight,
    social_handle_weight,
    cast(
        cast(match_weight + home_penalty - prior_weight - {{ level_weight_total() }} as numeric(18, 6))
        as double precision
    ) as adjustment_weight,
    home_penalty

from weighed
