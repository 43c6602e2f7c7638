-- The longest listed part of the postcode speaks for it: sector (LS6 1), district (LS6) or area (LS).
with

customers as (

    select
        pin,
        upper(postcode) as postcode

    from {{ ref('dim_customers') }}
    where postcode is not null and country = 'GB'

),

demographics as (

    select * from {{ ref('stg_reference__postcode_demographics') }}

),

parts as (

    select
        pin,
        postcode,
        left(postcode, length(postcode) - 2) as sector,
        {{ dbt.split_part('postcode', "' '", 1) }} as district,
        {{ regex_replace('postcode', '[0-9].*$', '') }} as area

    from customers

),

matched as (

    select
        parts.pin,
        parts.postcode,
        case
            when sectors.postcode_area is not null then 'sector'
            when districts.postcode_area is not null then 'district'
            else 'area'
        end as matched_by,
        coalesce(sectors.postcode_area, districts.postcode_area, areas.postcode_area) as postcode_area

    from parts
    left join demographics as sectors
        on parts.sector = sectors.postcode_area
    left join demographics as districts
        on parts.district = districts.postcode_area
    left join demographics as areas
        on parts.area = areas.postcode_area

)

select
    matched.pin,
    matched.postcode,
    matched.postcode_area,
    matched.matched_by,
    demographics.region,
    demographics.demographic_group,
    demographics.lifestyle_group,
    cast(demographics.affluence_band as integer) as affluence_band,
    demographics.urban_rural,
    demographics.as_of_on

from matched
inner join demographics
    on matched.postcode_area = demographics.postcode_area
