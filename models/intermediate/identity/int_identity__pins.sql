with

assignments as (

    select * from {{ ref('pin_ledger') }}

)

select
    cast(record_key as {{ dbt.type_string() }}) as record_key,
    cast(pin as {{ dbt.type_string() }}) as pin

from assignments
where valid_to is null
