with

memberships as (

    select * from {{ ref('fct_memberships') }}

)

select
    pin,
    max(expires_on) as membership_expires_on

from memberships
where pin is not null
group by pin
