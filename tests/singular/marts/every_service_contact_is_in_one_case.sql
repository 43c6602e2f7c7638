-- Contacts on the service channels, counted three ways: in the timeline, in the cases, in the service levels.
with

timeline as (

    select
        count(*) as contacts,
        count(case_id) as contacts_with_a_case,
        coalesce(sum(case when direction = 'inbound' then 1 else 0 end), 0) as inbound_contacts

    from {{ ref('fct_interactions') }}
    where interaction_type in ('call', 'email_message', 'chat', 'enquiry', 'social_message')

),

cases as (

    select
        coalesce(sum(inbound_contacts + outbound_contacts), 0) as contacts,
        coalesce(sum(case when opened_channel is not null then 1 else 0 end), 0) as opened_cases

    from {{ ref('fct_service_cases') }}

),

levels as (

    select
        coalesce(sum(contacts), 0) as inbound_contacts,
        coalesce(sum(cases_opened), 0) as opened_cases

    from {{ ref('channel_service_levels') }}

)

select
    timeline.*,
    cases.contacts as contacts_of_cases,
    levels.inbound_contacts as contacts_of_levels,
    cases.opened_cases,
    levels.opened_cases as opened_cases_of_levels

from timeline
cross join cases
cross join levels
where
    timeline.contacts <> timeline.contacts_with_a_case
    or timeline.contacts <> cases.contacts
    or timeline.inbound_contacts <> levels.inbound_contacts
    or cases.opened_cases <> levels.opened_cases
