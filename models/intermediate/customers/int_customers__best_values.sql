-- The values of most customers' records agree; only where they don't do the rules rank them.
with

stated_values as (

    select * from {{ ref('int_customers__stated_values') }}

),

rules as (

    select * from {{ ref('survivorship_rules') }}

),

agreed as (

    select
        pin,
        attribute,
        min(attribute_value) as attribute_value,
        min(record_key) as record_key

    from stated_values
    where attribute in (select rules.attribute from rules)
    group by
        pin,
        attribute
    having count(*) = 1

),

contested as (

    select
        stated_values.*,
        rules.first_criterion,
        rules.second_criterion,
        rules.third_criterion,
        rules.fourth_criterion,
        sum(stated_values.record_count) over (
            partition by stated_values.pin, stated_values.attribute, stated_values.same_as
        ) as frequency,
        max(stated_values.last_said_at) over (
            partition by stated_values.pin, stated_values.attribute, stated_values.same_as
        ) as same_said_at

    from stated_values
    inner join rules
        on stated_values.attribute = rules.attribute
    left join agreed
        on
            stated_values.pin = agreed.pin
            and stated_values.attribute = agreed.attribute
    where agreed.pin is null

),

aged as (

    select
        contested.*,
        coalesce(
            {{ dbt.datediff('same_said_at', "cast('2200-01-01' as timestamp)", 'second') }}, 99999999999
        ) as seconds_old

    from contested

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

from agreed

union all

select
    pin,
    attribute,
    attribute_value,
    record_key

from ranked
where choice = 1
