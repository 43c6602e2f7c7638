with

customers as (

    select * from {{ ref('dim_customers') }}

),

seen as (

    select
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at

    from customers

),

chosen as (

    select
        seen.*,
        cast(nullif('{{ var("as_of_date", "") }}', '') as date) as chosen_date

    from seen

)

select
    coalesce(chosen_date, cast(last_seen_at as date)) as as_of_date,
    case
        when chosen_date is null then last_seen_at
        else cast({{ dbt.dateadd('day', 1, 'chosen_date') }} as timestamp)
    end as as_of_at,
    cast(first_seen_at as date) as first_seen_on

from chosen
