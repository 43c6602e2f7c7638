-- Every record with its customer, and its name in the form that values must fit: two letters of the forename are as
-- much as a slip of the keyboard leaves alone, and those of a nickname are the forename's that it stands for.
with

records as (

    select * from {{ ref('int_identity__records') }}

),

pins as (

    select * from {{ ref('int_identity__pins') }}

),

nicknames as (

    select * from {{ ref('nicknames') }}

)

select
    pins.pin,
    records.*,
    left(coalesce(nicknames.forename, lower(replace(records.forename, '.', ''))), 2) as forename_start,
    lower(records.surname) as surname_as_said,
    case
        when records.forename is null then 0
        when length(replace(records.forename, '.', '')) = 1 then 1
        when nicknames.forename is not null then 2
        else 3
    end
    + case when length(records.surname) > 1 then 4 else 0 end as name_completeness

from records
inner join pins
    on records.record_key = pins.record_key
left join nicknames
    on lower(records.forename) = nicknames.nickname
