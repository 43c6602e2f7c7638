select * from {{ ref('int_interactions__crm') }}
union all
select * from {{ ref('int_interactions__web_shop') }}
union all
select * from {{ ref('int_interactions__store') }}
union all
select * from {{ ref('int_interactions__telephone') }}
union all
select * from {{ ref('int_interactions__email') }}
union all
select * from {{ ref('int_interactions__campaigns') }}
union all
select * from {{ ref('int_interactions__live_chat') }}
union all
select * from {{ ref('int_interactions__online_form') }}
union all
select * from {{ ref('int_interactions__social') }}
union all
select * from {{ ref('int_interactions__web_analytics') }}
