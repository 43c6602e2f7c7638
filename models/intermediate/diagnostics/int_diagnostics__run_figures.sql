with

totals as (

    select * from {{ ref('int_diagnostics__totals') }}

),

completeness as (

    select * from {{ ref('linkage_completeness') }}

),

blocking as (

    select * from {{ ref('linkage_blocking') }}

),

edge_weights as (

    select * from {{ ref('int_diagnostics__edge_weights') }}

),

unlinkables as (

    select * from {{ ref('linkage_unlinkables') }}

),

channels as (

    select * from {{ ref('int_diagnostics__linked_records') }}

),

shares as (

    {{ run_shares('totals') }}

)

select
    'source_records' as figure,
    source_system as item,
    record_count as value,
    record_count as base_count
from channels

union all

select
    'completeness' as figure,
    source_system || ': ' || attribute as item,
    completeness as value,
    record_count as base_count
from completeness

union all

select
    'pairs_by_rule' as figure,
    blocking.rule as item,
    1.0 * blocking.marginal_pair_count / totals.fingerprint_count as value,
    totals.fingerprint_count as base_count
from blocking
cross join totals
where totals.fingerprint_count > 0

union all

select
    'edge_weight' as figure,
    comparison as item,
    mean_weight as value,
    edge_count as base_count
from edge_weights
where edge_count > 0

union all

select
    'linked_records' as figure,
    source_system as item,
    linked_record_share as value,
    record_count as base_count
from channels

union all

select
    'unlinkable_records' as figure,
    source_system as item,
    1.0 * sum(case when weight_to <= {{ var('join_weight') }} then record_count else 0 end)
    / sum(record_count) as value,
    sum(record_count) as base_count
from unlinkables
group by source_system

union all

select
    figure,
    item,
    value,
    base_count
from shares
