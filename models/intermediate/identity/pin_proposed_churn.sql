with

judgement as (

    select * from {{ ref('pin_judgement') }}

)

select
    cast(run_id as bigint) as run_id,
    cast(started_at as timestamp) as started_at,
    cast(model_id as {{ dbt.type_string() }}) as model_id,
    cast(rules as {{ dbt.type_string() }}) as rules,
    cast(issued_pins as bigint) as issued_pins,
    cast(begun_assignments as bigint) as begun_assignments,
    cast(ended_assignments as bigint) as ended_assignments,
    cast(known_records as bigint) as known_records,
    cast(changed_records as bigint) as changed_records,
    cast(case when known_records > 0 then 1.0 * changed_records / known_records else 0 end as double precision)
        as changed_share,
    cast(changed_by_data as bigint) as changed_by_data,
    cast(changed_by_model as bigint) as changed_by_model,
    cast(changed_by_rule as bigint) as changed_by_rule,
    cast(changed_by_steward as bigint) as changed_by_steward,
    cast(changed_weight as double precision) as changed_weight,
    cast(least_changed_weight as double precision) as least_changed_weight,
    cast(changed_weight - least_changed_weight as double precision) as excess_weight

from judgement
