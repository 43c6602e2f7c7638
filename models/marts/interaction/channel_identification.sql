with

interactions as (

    select * from {{ ref('fct_interactions') }}

)

select
    channel,
    cast({{ dbt.date_trunc('month', 'occurred_at') }} as date) as occurred_month,
    count(*) as interactions,
    cast(sum(case when is_identified then 1 else 0 end) as bigint) as identified_interactions,
    cast(sum(case when is_identified then 0 else 1 end) as bigint) as unidentified_interactions

from interactions
group by channel, cast({{ dbt.date_trunc('month', 'occurred_at') }} as date)
