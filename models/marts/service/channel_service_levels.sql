with

steps as (

    select * from {{ ref('int_cases__case_steps') }}
    where direction = 'inbound'

),

cases as (

    select * from {{ ref('fct_service_cases') }}
    where opened_channel is not null

),

contact_figures as (

    select
        channel,
        cast({{ dbt.date_trunc('week', 'occurred_at') }} as date) as week_starting_on,
        reason,
        count(*) as contacts,
        count(response_minutes) as answered_contacts,
        sum(case when is_response_late then 1 else 0 end) as late_answers,
        percentile_cont(0.5) within group (
            order by cast(response_minutes as double precision)
        ) as median_response_minutes,
        percentile_cont(0.9) within group (
            order by cast(response_minutes as double precision)
        ) as p90_response_minutes

    from steps
    group by channel, cast({{ dbt.date_trunc('week', 'occurred_at') }} as date), reason

),

case_figures as (

    select
        opened_channel as channel,
        cast({{ dbt.date_trunc('week', 'opened_at') }} as date) as week_starting_on,
        reason,
        count(*) as cases_opened,
        sum(case when is_resolved then 1 else 0 end) as resolved_cases,
        sum(case when is_first_contact_resolution then 1 else 0 end) as first_contact_resolutions,
        sum(case when has_repeat_contact then 1 else 0 end) as cases_with_repeat_contact,
        sum(case when is_breached then 1 else 0 end) as breached_cases,
        percentile_cont(0.5) within group (
            order by cast(resolution_hours as double precision)
        ) as median_resolution_hours,
        percentile_cont(0.9) within group (
            order by cast(resolution_hours as double precision)
        ) as p90_resolution_hours

    from cases
    group by opened_channel, cast({{ dbt.date_trunc('week', 'opened_at') }} as date), reason

)

-- A case may be about something else than the contact that opened it: then its reason has no contact that week.
select
    coalesce(contact_figures.channel, case_figures.channel) as channel,
    coalesce(contact_figures.week_starting_on, case_figures.week_starting_on) as week_starting_on,
    coalesce(contact_figures.reason, case_figures.reason) as reason,
    cast(coalesce(contact_figures.contacts, 0) as integer) as contacts,
    cast(coalesce(contact_figures.answered_contacts, 0) as integer) as answered_contacts,
    cast(coalesce(contact_figures.late_answers, 0) as integer) as late_answers,
    {{ exact('contact_figures.median_response_minutes', 'numeric(12, 1)') }} as median_response_minutes,
    {{ exact('contact_figures.p90_response_minutes', 'numeric(12, 1)') }} as p90_response_minutes,
    cast(coalesce(case_figures.cases_opened, 0) as integer) as cases_opened,
    cast(coalesce(case_figures.resolved_cases, 0) as integer) as resolved_cases,
    cast(coalesce(case_figures.first_contact_resolutions, 0) as integer) as first_contact_resolutions,
    cast(coalesce(case_figures.cases_with_repeat_contact, 0) as integer) as cases_with_repeat_contact,
    cast(coalesce(case_figures.breached_cases, 0) as integer) as breached_cases,
    {{ exact('case_figures.median_resolution_hours', 'numeric(12, 2)') }} as median_resolution_hours,
    {{ exact('case_figures.p90_resolution_hours', 'numeric(12, 2)') }} as p90_resolution_hours,
    {{ exact("1.0 * case_figures.breached_cases / case_figures.cases_opened", 'numeric(6, 4)') }} as breach_rate,
    {{ exact("1.0 * case_figures.first_contact_resolutions / case_figures.cases_opened", 'numeric(6, 4)') }}
        as first_contact_resolution_rate

from contact_figures
full outer join case_figures
    on
        contact_figures.channel = case_figures.channel
        and contact_figures.week_starting_on = case_figures.week_starting_on
        and contact_figures.reason = case_figures.reason
