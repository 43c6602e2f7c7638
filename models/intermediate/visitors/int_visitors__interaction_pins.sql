with

own_ties as (

    select * from {{ ref('int_visitors__own_ties') }}

),

nearest_ties as (

    select * from {{ ref('int_visitors__nearest_ties') }}

)

select
    interaction_id,
    pin,
    tie_kind,
    true as is_own_tie

from own_ties

union all

select
    interaction_id,
    pin,
    tie_kind,
    false as is_own_tie

from nearest_ties
