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
where {{ is_overwritten('source_table') }}
