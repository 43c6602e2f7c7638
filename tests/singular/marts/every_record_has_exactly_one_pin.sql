-- Every record of int_identity__records is in the bridge once, and the bridge holds nothing else.
with

records as (

    select * from {{ ref('int_identity__records') }}

),

pinned as (

    select
        record_key,
        count(*) as pins

    from {{ ref('bridge_customers_x_records') }}
    where pin is not null
    group by record_key

)

select
    coalesce(records.record_key, pinned.record_key) as record_key,
    pinned.pins

from records
full outer join pinned
    on records.record_key = pinned.record_key
where
    records.record_key is null
    or coalesce(pinned.pins, 0) <> 1
