-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

labels as (

    select * from {{ ref('channel_labels') }}

)

select
    channel,
    channel_name,
    channel_group,
    is_service_channel,
    sort_order

from labels
