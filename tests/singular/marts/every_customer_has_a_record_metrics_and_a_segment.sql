with

customers as (

    select * from {{ ref('dim_customers') }}

),

records as (

    select distinct pin from {{ ref('bridge_customers_x_records') }}

),

metrics as (

    select * from {{ ref('customer_metrics') }}

),

segments as (

    select * from {{ ref('customer_segments') }}

)

select customers.pin

from customers
left join records
    on customers.pin = records.pin
left join metrics
    on customers.pin = metrics.pin
left join segments
    on customers.pin = segments.pin
where
    records.pin is null
    or metrics.pin is null
    or segments.pin is null
