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
