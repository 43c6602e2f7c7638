with

candidates as (

    select * from {{ ref('int_customers__attribute_candidates') }}

),

priorities as (

    select
        attribute,
        source_system,
        cast(100 + priority as {{ dbt.type_string() }}) as priority_text,
        case when is_verified then 1 else 0 end as verified

    from {{ ref('survivorship_priorities') }}

),

unusable_emails as (

    select * from {{ ref('int_customers__bounced_emails') }}

),

stated as (

    select
        candidates.pin,
        candidates.attribute,
        candidates.attribute_value,
        candidates.with_forename,
        candidates.with_surname,
        max(candidates.value_group) as value_group,
        max(candidates.completeness) as completeness,
        count(*) as record_count,
        min(candidates.recorded_at) as first_said_at,
        max(candidates.recorded_at) as last_said_at,
        max(coalesce(priorities.verified, 0)) as verified,
        min(coalesce(priorities.priority_text, '199') || candidates.record_key) as best_record

    from candidates
    left join priorities
        on
            candidates.attribute = priorities.attribute
            and candidates.source_system = priorities.source_system
    group by
        candidates.pin,
        candidates.attribute,
        candidates.attribute_value,
        candidates.with_forename,
        candidates.with_surname

)

select
    stated.pin,
    stated.attribute,
    stated.attribute_value,
    stated.with_forename,
    stated.with_surname,
    coalesce(stated.value_group, lower(stated.attribute_value)) as value_group,
    stated.completeness,
    stated.record_count,
    stated.first_said_at,
    stated.last_said_at,
    stated.verified,
    case
        when unusable_emails.email is not null then 0
        when stated.attribute = 'date_of_birth' and right(stated.attribute_value, 5) = '01-01' then 0
        else 1
    end as validity,
    cast(left(stated.best_record, 3) as integer) - 100 as priority,
    substring(stated.best_record, 4) as record_key

from stated
left join unusable_emails
    on
        stated.attribute = 'email'
        and stated.attribute_value = unusable_emails.email
