with

candidates as (

    select * from {{ ref('int_customers__attribute_candidates') }}

),

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

priorities as (

    select * from {{ ref('survivorship_priorities') }}

),

stated as (

    select
        customer_records.pin,
        candidates.attribute,
        candidates.attribute_value,
        candidates.same_as,
        candidates.completeness,
        count(*) as record_count,
        max(customer_records.recorded_at) as last_said_at,
        min(
            cast(100 + coalesce(priorities.priority, 99) as {{ dbt.type_string() }}) || candidates.record_key
        ) as best_record

    from candidates
    inner join customer_records
        on candidates.record_key = customer_records.record_key
    left join priorities
        on
            candidates.attribute = priorities.attribute
            and customer_records.source_system = priorities.source_system
    group by
        customer_records.pin,
        candidates.attribute,
        candidates.attribute_value,
        candidates.same_as,
        candidates.completeness

)

select
    pin,
    attribute,
    attribute_value,
    same_as,
    completeness,
    record_count,
    last_said_at,
    cast(left(best_record, 3) as integer) - 100 as priority,
    substring(best_record, 4) as record_key

from stated
