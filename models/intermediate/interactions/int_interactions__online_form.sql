with

enquiries as (

    select * from {{ ref('stg_online_form__enquiries') }}

)

select
    'online_form.enquiries:' || enquiry_id as interaction_id,
    record_key,
    cast(null as varchar) as visitor_id,
    'online_form' as channel,
    'enquiry' as interaction_type,
    'inbound' as direction,
    submitted_at as occurred_at,
    resolved_at as ended_at,
    coalesce(subject, form_name) as subject,
    case
        when resolved_at is not null then 'resolved'
        when answered_at is not null then 'answered'
        else 'open'
    end as outcome,
    cast(null as varchar) as sentiment,
    case_ref,
    cast(null as varchar) as order_id,
    cast(null as varchar) as campaign_id

from enquiries
