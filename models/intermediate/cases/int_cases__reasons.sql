-- Each text is judged once, however many contacts say it. Of the words that are in it the smallest priority decides.
with

contacts as (

    select * from {{ ref('int_cases__contacts') }}

),

reason_words as (

    select * from {{ ref('contact_reason_words') }}

),

texts as (

    select distinct lower(coalesce(reason_text, message_text)) as contact_text
    from contacts
    where direction = 'inbound'

),

ranked as (

    select
        texts.contact_text,
        reason_words.reason,
        row_number() over (
            partition by texts.contact_text
            order by reason_words.priority, reason_words.reason
        ) as choice

    from texts
    inner join reason_words
        on texts.contact_text like '%' || reason_words.words || '%'

)

select
    contact_text,
    reason

from ranked
where choice = 1
