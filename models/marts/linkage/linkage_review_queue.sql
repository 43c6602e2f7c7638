with

items as (

    select * from {{ ref('int_review__items') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

),

customers as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    {{ dbt.hash("items.kind || '|' || items.left_record_key || '|' || items.right_record_key") }} as item_id,
    cast(items.priority as bigint) as priority,
    cast(items.kind as {{ dbt.type_string() }}) as kind,
    cast(items.answer_value as double precision) as value,
    cast(items.uncertainty as double precision) as uncertainty,
    cast(items.records_at_stake as bigint) as records_at_stake,
    cast(items.match_weight as double precision) as match_weight,
    cast(items.why as {{ dbt.type_string() }}) as why,
    {{ review_side('left') }},
    {{ review_side('right') }}

from items
inner join records as left_records on items.left_record_key = left_records.record_key
inner join customers as left_customers on items.left_record_key = left_customers.record_key
inner join records as right_records on items.right_record_key = right_records.record_key
inner join customers as right_customers on items.right_record_key = right_customers.record_key
