-- The last send to an address tells whether it works.
with

sends as (

    select * from {{ ref('stg_email__campaign_sends') }}

),

subscribers as (

    select * from {{ ref('stg_email__subscribers') }}
    where email is not null

),

ranked_sends as (

    select
        subscribers.email,
        sends.delivery_status,
        row_number() over (
            partition by subscribers.email
            order by sends.sent_at desc, sends.send_id desc
        ) as recency

    from sends
    inner join subscribers
        on sends.subscriber_id = subscribers.subscriber_id

),

known as (

    select
        email,
        delivery_status = 'bounced' as is_bounced

    from ranked_sends
    where recency = 1

)

select email
from known
where is_bounced
