with

records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

presences as (

    select
        pin,
        source_system,
        count(*) as record_count,
        count(*) over (partition by pin) as source_system_count

    from records
    group by
        pin,
        source_system

)

select
    source_system,
    sum(record_count) as record_count,
    sum(case when source_system_count > 1 then record_count else 0 end) as linked_record_count,
    cast(sum(case when source_system_count > 1 then record_count else 0 end) as double precision)
    / sum(record_count) as linked_record_share

from presences
group by source_system
