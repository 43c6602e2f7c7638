-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
select
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(trained_at as timestamp) as trained_at,
    cast(trained_by as {{ dbt.type_string() }}) as trained_by,
    cast(why as {{ dbt.type_string() }}) as why,
    cast(fingerprint_count as bigint) as fingerprint_count,
    cast(label_count as bigint) as label_count,
    cast(is_promoted as boolean) as is_promoted,
    parameters,
    splink_settings

from {{ ref('linkage_registry') }}
