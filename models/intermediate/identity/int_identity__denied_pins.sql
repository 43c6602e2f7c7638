with

decisions as (

    select * from {{ ref('steward_decisions') }}

),

statuses as (

    select * from {{ ref('linkage_decisions') }}

)

select distinct
    case when decisions.left_key like '%:%' then decisions.left_key else decisions.right_key end as record_key,
    case when decisions.left_key like '%:%' then decisions.right_key else decisions.left_key end as pin

from decisions
inner join statuses on decisions.decision_id = statuses.decision_id
where
    decisions.decision = 'cannot_link'
    and statuses.status = 'in force'
    and (decisions.left_key like '%:%') <> (decisions.right_key like '%:%')
