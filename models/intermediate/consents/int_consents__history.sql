-- What records say now, and what they said before: a former yes is history alone, a former no still counts.
with

statements as (

    select * from {{ ref('int_consents__statements') }}

),

versions as (

    select * from {{ ref('consent_versions') }}
    where dbt_valid_to is not null

),

pins as (

    select * from {{ ref('int_identity__pins') }}

),

unioned as (

    select
        statement_id,
        record_key,
        evidence,
        purpose,
        medium,
        meaning,
        stated_at,
        stated_by,
        wording,
        false as is_former

    from statements

    union all

    select
        statement_id || ':' || cast(dbt_valid_to as {{ dbt.type_string() }}) as statement_id,
        record_key,
        evidence,
        purpose,
        medium,
        meaning,
        stated_at,
        stated_by,
        wording,
        true as is_former

    from versions

)

select
    pins.pin,
    unioned.statement_id,
    unioned.record_key,
    unioned.evidence,
    unioned.purpose,
    unioned.medium,
    unioned.meaning,
    unioned.stated_at,
    unioned.stated_by,
    unioned.wording,
    unioned.is_former,
    case when unioned.meaning = 'consent' and unioned.is_former then 0 else 1 end as counts

from unioned
inner join pins
    on unioned.record_key = pins.record_key
