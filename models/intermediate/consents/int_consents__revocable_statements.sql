with

statements as (

    select * from {{ ref('int_consents__statements') }}

)

select
    statement_id,
    record_key,
    source_table,
    evidence,
    purpose,
    medium,
    meaning,
    stated_at,
    stated_by,
    wording

from statements
where
    source_table in (
        '{{ var("profile_tables") | join("', '") }}'
    )
