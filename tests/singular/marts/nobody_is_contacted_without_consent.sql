-- Contact needs a granted consent, a contact point and a customer who lives; what is refused has a reason.
with

contactability as (

    select * from {{ ref('customer_contactability') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

consents as (

    select * from {{ ref('customer_consents') }}
    where status = 'granted'

)

select
    contactability.pin,
    contactability.purpose,
    contactability.medium,
    contactability.reason

from contactability
inner join customers
    on contactability.pin = customers.pin
left join consents
    on
        contactability.pin = consents.pin
        and contactability.purpose = consents.purpose
        and contactability.medium = consents.medium
where
    contactability.may_contact = (contactability.reason is not null)
    or (
        contactability.may_contact
        and (consents.pin is null or customers.is_deceased or contactability.contact_point is null)
    )
