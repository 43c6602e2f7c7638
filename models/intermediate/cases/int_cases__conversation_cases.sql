-- The rule: conversations of one customer about one reason are one run while no gap between them is longer than the
-- window. A case reference is a case, whoever quotes it. A conversation without one takes the last reference before it
-- in its run, else the first after it; a run without any reference is a case of its own, named by its first one.
with

conversations as (

    select * from {{ ref('int_cases__conversations') }}

),

gaps as (

    select
        conversation_key,
        pin,
        party,
        reason,
        started_at,
        last_contact_at,
        case_ref,
        max(last_contact_at) over (
            partition by party, reason
            order by started_at, conversation_key
            rows between unbounded preceding and 1 preceding
        ) as contact_before_at

    from conversations

),

runs as (

    select
        conversation_key,
        pin,
        party,
        reason,
        started_at,
        last_contact_at,
        case_ref,
        sum(
            case
                when started_at <= {{ dbt.dateadd('day', var('case_window_days', 7), 'contact_before_at') }} then 0
                else 1
            end
        ) over (
            partition by party, reason
            order by started_at, conversation_key
            rows between unbounded preceding and current row
        ) as run_number

    from gaps

),

counted as (

    select
        conversation_key,
        pin,
        party,
        reason,
        started_at,
        case_ref,
        run_number,
        first_value(conversation_key) over (
            partition by party, reason, run_number
            order by started_at, conversation_key
            rows between unbounded preceding and unbounded following
        ) as first_conversation_key,
        count(case_ref) over (
            partition by party, reason, run_number
            order by started_at, conversation_key
            rows between unbounded preceding and current row
        ) as refs_so_far

    from runs

),

referenced as (

    select
        conversation_key,
        pin,
        reason,
        started_at,
        case_ref,
        first_conversation_key,
        max(case_ref) over (partition by party, reason, run_number, refs_so_far) as ref_before,
        max(case when refs_so_far = 1 then case_ref end) over (partition by party, reason, run_number) as first_ref

    from counted

)

select
    conversation_key,
    coalesce(case_ref, ref_before, first_ref, first_conversation_key) as case_id,
    coalesce(case_ref, ref_before, first_ref) as case_ref,
    case
        when case_ref is not null then 'reference'
        when coalesce(ref_before, first_ref) is not null then 'reference_of_run'
        else 'run'
    end as tied_by,
    pin,
    reason,
    started_at

from referenced
