with

donations as (

    select * from {{ ref('stg_crm__donations') }}

),

memberships as (

    select * from {{ ref('stg_crm__memberships') }}

),

donation_interactions as (

    select
        'crm.donations:' || donation_id as interaction_id,
        record_key,
        'donation' as interaction_type,
        cast(donated_on as timestamp) as occurred_at,
        coalesce(nullif(upper(appeal), 'NONE'), fund) as subject,
        cast(null as varchar) as outcome

    from donations

),

membership_interactions as (

    select
        'crm.memberships:' || membership_id as interaction_id,
        record_key,
        'membership_started' as interaction_type,
        cast(started_on as timestamp) as occurred_at,
        membership_type as subject,
        status as outcome

    from memberships

),

interactions as (

    select * from donation_interactions
    union all
    select * from membership_interactions

)

select
    interaction_id,
    record_key,
    cast(null as varchar) as visitor_id,
    'crm' as channel,
    interaction_type,
    'inbound' as direction,
    occurred_at,
    cast(null as timestamp) as ended_at,
    subject,
    outcome,
    cast(null as varchar) as sentiment,
    cast(null as varchar) as case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from interactions
