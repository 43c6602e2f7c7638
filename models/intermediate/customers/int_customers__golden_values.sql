with

chosen as (

    select * from {{ ref('customer_attribute_provenance') }}
    where is_chosen

)

select
    pin,
    max(case when attribute = 'name' then record_key end) as name_record_key,
    max(case when attribute = 'address' then record_key end) as address_record_key,
    max(case when attribute = 'title' then attribute_value end) as title,
    max(case when attribute = 'middle_names' then attribute_value end) as middle_names,
    max(case when attribute = 'date_of_birth' then attribute_value end) as date_of_birth,
    max(case when attribute = 'email' then attribute_value end) as email,
    max(case when attribute = 'phone' then attribute_value end) as phone,
    max(case when attribute = 'membership_no' then attribute_value end) as membership_no,
    max(case when attribute = 'loyalty_no' then attribute_value end) as loyalty_no

from chosen
group by pin
