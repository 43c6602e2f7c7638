with

golden_values as (

    select * from {{ ref('int_customers__golden_values') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

),

customer_channels as (

    select * from {{ ref('bridge_customers_x_channels') }}

),

address_details as (

    select * from {{ ref('int_customers__address_details') }}

),

contact_points as (

    select * from {{ ref('int_customers__contact_points') }}

),

deceased as (

    select * from {{ ref('int_customers__deceased') }}

),

activity as (

    select
        pin,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at,
        cast(sum(records) as integer) as record_count,
        cast(sum(case when is_used then 1 else 0 end) as integer) as channel_count,
        {{ dbt.listagg("case when is_used then channel end", "', '", "order by channel") }} as channels_used

    from customer_channels
    group by pin

)

select
    activity.pin,
    golden_values.title,
    names.forename,
    golden_values.middle_names,
    names.surname,
    names.name_suffix,
    nullif(
        trim(coalesce(names.forename, '') || ' ' || coalesce(names.surname, '')), ''
    ) as full_name,
    cast(golden_values.date_of_birth as date) as date_of_birth,
    golden_values.email as primary_email,
    golden_values.phone as primary_phone,
    cast(coalesce(contact_points.email_count, 0) as integer) as email_count,
    cast(coalesce(contact_points.phone_count, 0) as integer) as phone_count,
    addresses.address_line_1,
    address_details.address_line_2,
    addresses.town,
    address_details.county,
    addresses.postcode,
    case
        when addresses.record_key is not null then coalesce(addresses.country, '{{ var("default_country", "GB") }}')
    end as country,
    golden_values.membership_no,
    golden_values.loyalty_no,
    activity.first_seen_at,
    activity.last_seen_at,
    activity.channels_used,
    activity.channel_count,
    activity.record_count,
    deceased.pin is not null as is_deceased,
    deceased.deceased_on

from activity
left join golden_values
    on activity.pin = golden_values.pin
left join records as names
    on golden_values.name_record_key = names.record_key
left join records as addresses
    on golden_values.address_record_key = addresses.record_key
left join address_details
    on golden_values.address_record_key = address_details.record_key
left join contact_points
    on activity.pin = contact_points.pin
left join deceased
    on activity.pin = deceased.pin
