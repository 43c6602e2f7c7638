with

postcode_demographics as (

    {{ accepted_rows('reference', 'postcode_demographics') }}

)

select
    upper(trim(postcode_area)) as postcode_area,
    nullif(trim(region), '') as region,
    nullif(trim(demographic_group), '') as demographic_group,
    nullif(trim(lifestyle_group), '') as lifestyle_group,
    {{ clean_integer('affluence_band') }} as affluence_band,
    nullif(trim(urban_rural), '') as urban_rural,
    cast({{ timestamp_from_text('as_of', 'iso_date') }} as date) as as_of_on

from postcode_demographics
