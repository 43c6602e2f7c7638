with

supporters as (

    select * from {{ ref('stg_crm__supporters') }}
    where is_deceased

),

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    customer_records.pin,
    min(customer_records.record_key) as record_key

from supporters
inner join customer_records
    on supporters.record_key = customer_records.record_key
group by customer_records.pin
