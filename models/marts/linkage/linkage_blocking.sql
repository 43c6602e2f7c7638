-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

blocks as (

    select * from {{ ref('linkage_blocks') }}

),

pairs as (

    select * from {{ ref('linkage_scored_pairs') }}

),

found as (

    select
        rule,
        count(*) as marginal_pair_count,
        sum(case when match_weight >= {{ var('join_weight') }} then 1 else 0 end) as joining_pair_count

    from pairs
    where fingerprint_id_l < fingerprint_id_r
    group by rule

)

select
    cast(blocks.model_id as {{ dbt.type_string() }}) as model_id,
    cast(blocks.rule_number as integer) as rule_number,
    cast(blocks.rule as {{ dbt.type_string() }}) as rule,
    cast(blocks.block_limit as bigint) as block_limit,
    cast(blocks.fingerprint_count as bigint) as fingerprint_count,
    cast(blocks.block_count as bigint) as block_count,
    cast(blocks.crowded_key_count as bigint) as crowded_key_count,
    cast(coalesce(blocks.block_fingerprint_count, 0) as bigint) as largest_block_fingerprint_count,
    cast(blocks.pair_count as bigint) as pair_count,
    cast(coalesce(found.marginal_pair_count, 0) as bigint) as marginal_pair_count,
    cast(
        sum(coalesce(found.marginal_pair_count, 0)) over (
            order by blocks.rule_number
            rows between unbounded preceding and current row
        ) as bigint
    ) as cumulative_pair_count,
    cast(coalesce(found.joining_pair_count, 0) as bigint) as joining_pair_count

from blocks
left join found on blocks.rule_number = found.rule
where blocks.place = 1
