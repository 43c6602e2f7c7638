-- Whom do most channels know? A customer who rings, shops and writes is one row here.
select
    pin,
    full_name,
    town,
    channels_used,
    record_count,
    first_seen_at,
    last_seen_at

from {{ ref('dim_customers') }}
order by channel_count desc, record_count desc, pin asc
