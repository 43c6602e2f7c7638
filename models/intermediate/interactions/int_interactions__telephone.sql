with

calls as (

    select * from {{ ref('stg_telephone__calls') }}

)

select
    'telephone.calls:' || call_id as interaction_id,
    record_key,
    cast(null as varchar) as visitor_id,
    'telephone' as channel,
    'call' as interaction_type,
    direction,
    offered_at as occurred_at,
    ended_at,
    reason as subject,
    outcome,
    cast(null as varchar) as sentiment,
    case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from calls
