select * from {{ ref('int_orders__web_shop') }}
union all
select * from {{ ref('int_orders__store') }}
