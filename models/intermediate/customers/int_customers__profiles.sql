with

records as (

    select * from {{ ref('int_identity__records') }}

),

placed as (

    select
        records.*,
        {{ dbt.split_part('records.record_key', "':'", 1) }} as source_table

    from records

)

select
    record_key,
    title,
    forename,
    middle_names,
    surname,
    date_of_birth,
    email,
    phone,
    phone_alternative,
    address_line_1,
    town,
    postcode,
    recorded_at

from placed
where {{ is_overwritten('source_table') }}
