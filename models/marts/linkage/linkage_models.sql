select
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(trained_at as timestamp) as trained_at,
    cast(fingerprint_count as bigint) as fingerprint_count,
    cast(is_promoted as boolean) as is_promoted,
    cast(parameters as {{ dbt.type_string() }}) as parameters,
    cast(splink_settings as {{ dbt.type_string() }}) as splink_settings

from {{ ref('linkage_registry') }}
