with

pins as (

    select * from {{ ref('int_identity__pins') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

)

select
    pins.pin,
    records.record_key,
    records.source_system,
    records.recorded_at

from records
inner join pins
    on records.record_key = pins.record_key
