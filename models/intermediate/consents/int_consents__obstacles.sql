with

customers as (

    select * from {{ ref('dim_customers') }}

),

uses as (

    select distinct
        purpose,
        medium

    from {{ ref('consent_sources') }}
    where yes_means = 'consent'

),

consents as (

    select * from {{ ref('customer_consents') }}

),

contact_points as (

    select * from {{ ref('int_consents__contact_points') }}

),

suppressions as (

    select * from {{ ref('customer_suppressions') }}

),

lists as (

    select * from {{ ref('suppression_lists') }}

),

gone_away as (

    select distinct
        pin,
        postcode

    from suppressions
    where list_name = 'gone_away' and is_matched

),

listed as (

    select distinct
        suppressions.pin,
        lists.medium

    from suppressions
    inner join lists
        on suppressions.list_name = lists.list_name
    where suppressions.is_matched

)

select
    customers.pin,
    uses.purpose,
    uses.medium,
    contact_points.contact_point,
    coalesce(consents.status, 'unknown') as consent_status,
    case when customers.is_deceased then 'deceased' end as deceased,
    case when uses.medium = 'post' and gone_away.pin is not null then 'gone_away' end as gone_away,
    case when listed.pin is not null then 'suppression_file' end as suppression_file,
    case
        when consents.status is null then 'no_consent'
        when consents.status = 'withdrawn' then 'consent_withdrawn'
    end as consent,
    case
        when contact_points.pin is null then 'no_contact_point'
        when not contact_points.is_usable then 'invalid_contact_point'
    end as contact

from customers
cross join uses
left join consents
    on
        customers.pin = consents.pin
        and uses.purpose = consents.purpose
        and uses.medium = consents.medium
left join contact_points
    on
        customers.pin = contact_points.pin
        and uses.medium = contact_points.medium
left join gone_away
    on
        customers.pin = gone_away.pin
        and customers.postcode = gone_away.postcode
left join listed
    on
        customers.pin = listed.pin
        and uses.medium = listed.medium
