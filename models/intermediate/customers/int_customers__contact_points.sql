with

stated as (

    select * from {{ ref('customer_attribute_provenance') }}
    where attribute in ('email', 'phone')

)

select
    pin,
    sum(case when attribute = 'email' then 1 else 0 end) as email_count,
    sum(case when attribute = 'phone' then 1 else 0 end) as phone_count

from stated
group by pin
