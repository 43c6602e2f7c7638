-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
select
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(comparison as {{ dbt.type_string() }}) as comparison,
    cast(comparison_order as integer) as comparison_order,
    cast(level as smallint) as comparison_level,
    cast(level_label as {{ dbt.type_string() }}) as level_label,
    cast(is_missing as boolean) as is_missing,
    cast(m_probability as double precision) as m_probability,
    cast(u_probability as double precision) as u_probability,
    cast(home_probability as double precision) as home_probability,
    cast(match_weight as double precision) as match_weight,
    cast(home_weight as double precision) as home_weight,
    cast(frequency_column as {{ dbt.type_string() }}) as frequency_column,
    cast(prior_weight as double precision) as prior_weight,
    cast(home_prior_weight as double precision) as home_prior_weight

from {{ ref('linkage_level_weights') }}
