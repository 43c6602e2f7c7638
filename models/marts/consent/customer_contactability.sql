with

reasons as (

    select * from {{ ref('int_consents__obstacles') }}

)

select
    pin,
    purpose,
    medium,
    contact_point,
    consent_status,
    coalesce(deceased, gone_away, suppression_file, consent, contact) is null as may_contact,
    coalesce(deceased, gone_away, suppression_file, consent, contact) as reason,
    nullif(
        substring(
            coalesce(', ' || deceased, '') || coalesce(', ' || gone_away, '')
            || coalesce(', ' || suppression_file, '')
            || coalesce(', ' || consent, '') || coalesce(', ' || contact, ''),
            3
        ), ''
    ) as all_reasons

from reasons
