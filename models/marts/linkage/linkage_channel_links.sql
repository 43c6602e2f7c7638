with

records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

presences as (

    select
        pin,
        source_system,
        count(*) as record_count

    from records
    group by
        pin,
        source_system

),

pairs as (

    select
        presences.source_system,
        companions.source_system as other_source_system,
        count(*) as customer_count,
        sum(presences.record_count) as record_count

    from presences
    inner join presences as companions on presences.pin = companions.pin
    group by
        presences.source_system,
        companions.source_system

),

totals as (

    select
        source_system,
        customer_count,
        record_count

    from pairs
    where source_system = other_source_system

)

select
    cast(pairs.source_system as {{ dbt.type_string() }}) as source_system,
    cast(pairs.other_source_system as {{ dbt.type_string() }}) as other_source_system,
    cast(totals.customer_count as bigint) as customer_count,
    cast(totals.record_count as bigint) as record_count,
    cast(pairs.customer_count as bigint) as shared_customer_count,
    cast(pairs.record_count as bigint) as linked_record_count,
    cast(1.0 * pairs.customer_count / totals.customer_count as double precision) as shared_customer_share,
    cast(1.0 * pairs.record_count / totals.record_count as double precision) as linked_record_share

from pairs
inner join totals on pairs.source_system = totals.source_system
