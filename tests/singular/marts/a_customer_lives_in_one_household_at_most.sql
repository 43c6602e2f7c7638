with

members as (

    select * from {{ ref('bridge_customers_x_households') }}
    where is_current

)

select
    pin,
    count(*) as households

from members
group by pin
having count(*) > 1
