-- A withdrawal happened at the latest when its record was written; one without any time beats all. A consent counts
-- from its own date, so that one without a date is older than any withdrawal.
with

history as (

    select * from {{ ref('int_consents__history') }}
    where counts = 1

),

counted as (

    select
        pin,
        purpose,
        medium,
        cast(sum(case when meaning = 'consent' then 1 else 0 end) as integer) as consents,
        cast(sum(case when meaning = 'withdrawal' then 1 else 0 end) as integer) as withdrawals,
        max(case when meaning = 'consent' then stated_at end) as consented_at,
        max(
            case when meaning = 'withdrawal' then coalesce(stated_by, timestamp '9999-12-31 00:00:00') end
        ) as withdrawn_by

    from history
    group by
        pin,
        purpose,
        medium

)

select
    pin,
    purpose,
    medium,
    consents,
    withdrawals,
    consented_at,
    nullif(withdrawn_by, timestamp '9999-12-31 00:00:00') as withdrawn_by,
    case
        when withdrawals = 0 or consented_at > withdrawn_by then 'granted'
        else 'withdrawn'
    end as status,
    case
        when withdrawals = 0 then 'only_consent'
        when consents = 0 then 'only_withdrawal'
        when consented_at > withdrawn_by then 'consent_is_later'
        when consented_at is null then 'withdrawal_beats_undated_consent'
        else 'withdrawal_beats_older_consent'
    end as decided_by

from counted
