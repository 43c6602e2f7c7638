with

records as (

    select * from {{ ref('int_identity__records') }}

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

from records
where {{ dbt.split_part('record_key', "':'", 1) }} in ('{{ var("profile_tables") | join("', '") }}')
