with

candidates as (

    select * from {{ ref('int_customers__attribute_candidates') }}
    where attribute in ('email', 'phone')

),

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

)

select
    customer_records.pin,
    count(distinct case when candidates.attribute = 'email' then candidates.attribute_value end) as email_count,
    count(distinct case when candidates.attribute = 'phone' then candidates.attribute_value end) as phone_count

from candidates
inner join customer_records
    on candidates.record_key = customer_records.record_key
group by customer_records.pin
