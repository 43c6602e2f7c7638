-- The newest demographic data of the outward part of the postcode that the golden record has.
with

customers as (

    select * from {{ ref('dim_customers') }}
    where postcode is not null

),

demographics as (

    select * from {{ ref('stg_reference__postcode_demographics') }}

),

ranked as (

    select
        demographics.*,
        row_number() over (
            partition by demographics.postcode_area
            order by
                demographics.as_of_on desc, demographics.lifestyle_group asc, demographics.demographic_group asc
        ) as choice

    from demographics

)

select
    customers.pin,
    ranked.region,
    ranked.demographic_group,
    ranked.lifestyle_group,
    ranked.affluence_band,
    ranked.urban_rural,
    ranked.as_of_on

from customers
inner join ranked
    on
        {{ dbt.split_part('customers.postcode', "' '", 1) }} = ranked.postcode_area
        and ranked.choice = 1
