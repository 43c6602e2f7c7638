with

answers as (

    select * from {{ ref('int_consents__answers') }}

),

sources as (

    select * from {{ ref('consent_sources') }}

),

meant as (

    select
        answers.*,
        sources.purpose,
        case when answers.is_yes then sources.yes_means else sources.no_means end as meaning

    from answers
    inner join sources
        on
            answers.source_table = sources.source_table
            and answers.medium = sources.medium

)

select
    evidence_key || ':' || evidence || ':' || purpose || ':' || medium as statement_id,
    record_key,
    source_table,
    evidence,
    purpose,
    medium,
    meaning,
    stated_at,
    coalesce(stated_at, recorded_at) as stated_by,
    wording

from meant
where meaning <> 'nothing'
