-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
select
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(rule as {{ dbt.type_string() }}) as rule,
    cast(place as bigint) as place,
    cast(block_key as {{ dbt.type_string() }}) as block_key,
    cast(block_fingerprint_count as bigint) as fingerprint_count,
    cast(is_crowded as boolean) as is_crowded

from {{ ref('linkage_blocks') }}
where block_key is not null
