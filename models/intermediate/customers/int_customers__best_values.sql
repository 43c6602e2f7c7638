with

candidates as (

    select * from {{ ref('int_customers__attribute_candidates') }}

),

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

rules as (

    select * from {{ ref('survivorship_rules') }}

),

priorities as (

    select * from {{ ref('survivorship_priorities') }}

),

scored as (

    select
        customer_records.pin,
        candidates.attribute,
        candidates.attribute_value,
        candidates.record_key,
        candidates.completeness,
        rules.first_criterion,
        rules.second_criterion,
        rules.third_criterion,
        rules.fourth_criterion,
        coalesce(priorities.priority, 99) as priority,
        count(*) over (
            partition by customer_records.pin, candidates.attribute, candidates.same_as
        ) as frequency,
        max(customer_records.recorded_at) over (
            partition by customer_records.pin, candidates.attribute, candidates.same_as
        ) as last_said_at

    from candidates
    inner join customer_records
        on candidates.record_key = customer_records.record_key
    inner join rules
        on candidates.attribute = rules.attribute
    left join priorities
        on
            candidates.attribute = priorities.attribute
            and customer_records.source_system = priorities.source_system

),

aged as (

    select
        scored.*,
        coalesce(
            {{ dbt.datediff('last_said_at', "cast('2200-01-01' as timestamp)", 'second') }}, 99999999999
        ) as seconds_old

    from scored

),

ranked as (

    select
        pin,
        attribute,
        attribute_value,
        record_key,
        row_number() over (
            partition by pin, attribute
            order by
                {{ survivorship_score('first_criterion') }},
                {{ survivorship_score('second_criterion') }},
                {{ survivorship_score('third_criterion') }},
                {{ survivorship_score('fourth_criterion') }},
                attribute_value,
                record_key
        ) as choice

    from aged

)

select
    pin,
    attribute,
    attribute_value,
    record_key

from ranked
where choice = 1
