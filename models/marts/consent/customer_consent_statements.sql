with

history as (

    select * from {{ ref('int_consents__history') }}

),

sequenced as (

    select
        history.*,
        row_number() over (
            partition by history.pin, history.purpose, history.medium
            order by
                coalesce(history.stated_by, timestamp '1900-01-01 00:00:00'),
                case when history.meaning = 'consent' then 0 else 1 end,
                history.statement_id
        ) as statement_no

    from history

)

select
    statement_id,
    pin,
    purpose,
    medium,
    cast(statement_no as integer) as statement_no,
    meaning,
    stated_at,
    stated_by,
    evidence,
    wording,
    record_key,
    is_former,
    counts = 1 as is_counted

from sequenced
