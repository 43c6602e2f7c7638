-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
select
    cast(judged as {{ dbt.type_string() }}) as judged,
    cast(threshold as double precision) as threshold,
    cast(label_count as bigint) as label_count,
    cast(precision as double precision) as precision,
    cast(precision_low as double precision) as precision_low,
    cast(precision_high as double precision) as precision_high,
    cast(recall as double precision) as recall,
    cast(recall_low as double precision) as recall_low,
    cast(recall_high as double precision) as recall_high,
    cast(f1 as double precision) as f1,
    cast(f1_low as double precision) as f1_low,
    cast(f1_high as double precision) as f1_high,
    cast(missed_by_blocking as double precision) as missed_by_blocking,
    cast(missed_by_blocking_low as double precision) as missed_by_blocking_low,
    cast(missed_by_blocking_high as double precision) as missed_by_blocking_high,
    cast(coalesce(threshold = {{ var('join_weight') }}, false) as boolean) as is_join_weight

from {{ ref('linkage_label_accuracy') }}
