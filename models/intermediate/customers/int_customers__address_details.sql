select
    record_key,
    address_line_2,
    county

from {{ ref('stg_crm__supporters') }}
where address_line_2 is not null or county is not null

union all

select
    record_key,
    address_line_2,
    county

from {{ ref('stg_web_shop__accounts') }}
where address_line_2 is not null or county is not null

union all

select
    record_key,
    address_line_2,
    cast(null as {{ dbt.type_string() }}) as county

from {{ ref('stg_store__loyalty_cards') }}
where address_line_2 is not null
