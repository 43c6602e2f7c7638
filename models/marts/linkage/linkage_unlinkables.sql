-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

weights as (

    select * from {{ ref('linkage_self_weights') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

),

binned as (

    select
        records.source_system,
        floor(weights.match_weight) as weight_from,
        count(*) as record_count

    from weights
    inner join forms on weights.fingerprint_id = forms.fingerprint_id
    inner join records on forms.record_key = records.record_key
    group by
        records.source_system,
        floor(weights.match_weight)

),

sampled as (

    select max(one_in) as one_in from weights

)

select
    cast(binned.source_system as {{ dbt.type_string() }}) as source_system,
    cast(binned.weight_from as double precision) as weight_from,
    cast(binned.weight_from + 1 as double precision) as weight_to,
    cast(binned.record_count as bigint) as record_count,
    cast(
        sum(binned.record_count) over (
            partition by binned.source_system
            order by binned.weight_from
            rows between unbounded preceding and current row
        ) as bigint
    ) as unlinkable_record_count,
    cast(sum(binned.record_count) over (partition by binned.source_system) as bigint) as sampled_record_count,
    cast(sampled.one_in as bigint) as sampled_one_in

from binned
cross join sampled
