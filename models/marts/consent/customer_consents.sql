with

resolved as (

    select * from {{ ref('int_consents__resolved') }}

),

history as (

    select * from {{ ref('int_consents__history') }}
    where counts = 1

),

ranked as (

    select
        resolved.pin,
        resolved.purpose,
        resolved.medium,
        history.record_key,
        history.evidence,
        history.wording,
        history.stated_at,
        row_number() over (
            partition by resolved.pin, resolved.purpose, resolved.medium
            order by
                case
                    when history.meaning = 'withdrawal' and history.stated_by is null then 0
                    when history.meaning = 'consent' and history.stated_at is null then 2
                    else 1
                end,
                case when history.meaning = 'withdrawal' then history.stated_by else history.stated_at end desc,
                history.statement_id
        ) as place

    from resolved
    inner join history
        on
            resolved.pin = history.pin
            and resolved.purpose = history.purpose
            and resolved.medium = history.medium
    where history.meaning = case when resolved.status = 'granted' then 'consent' else 'withdrawal' end

),

decisive as (

    select * from ranked
    where place = 1

)

select
    resolved.pin,
    resolved.purpose,
    resolved.medium,
    resolved.status,
    resolved.decided_by,
    decisive.stated_at,
    decisive.record_key,
    decisive.evidence,
    decisive.wording,
    resolved.consented_at,
    resolved.withdrawn_by,
    resolved.consents,
    resolved.withdrawals

from resolved
inner join decisive
    on
        resolved.pin = decisive.pin
        and resolved.purpose = decisive.purpose
        and resolved.medium = decisive.medium
