with

ties as (

    select * from {{ ref('int_visitors__ties') }}

),

ranked as (

    select
        interaction_id,
        pin,
        tie_kind,
        row_number() over (
            partition by interaction_id
            order by tie_rank, pin
        ) as choice

    from ties

)

select
    interaction_id,
    pin,
    tie_kind

from ranked
where choice = 1
