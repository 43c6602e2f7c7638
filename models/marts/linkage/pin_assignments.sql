select
    cast(record_key as {{ dbt.type_string() }}) as record_key,
    cast(pin as {{ dbt.type_string() }}) as pin,
    cast(valid_from as timestamp) as valid_from,
    cast(valid_to as timestamp) as valid_to,
    valid_to is null as is_current,
    cast(reason as {{ dbt.type_string() }}) as reason

from {{ ref('pin_ledger') }}
