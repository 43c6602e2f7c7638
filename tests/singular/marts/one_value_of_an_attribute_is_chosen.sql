-- At most one value of an attribute is chosen, and of a name always one.
with

provenance as (

    select * from {{ ref('customer_attribute_provenance') }}

),

counted as (

    select
        pin,
        attribute,
        sum(case when is_chosen then 1 else 0 end) as chosen

    from provenance
    group by
        pin,
        attribute

)

select * from counted
where chosen > 1 or (chosen = 0 and attribute not in ('title', 'middle_names'))
