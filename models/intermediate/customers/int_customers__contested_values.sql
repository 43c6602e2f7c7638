-- The values of most customers' records agree; only those that don't need scores.
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
        attribute

    from stated_values
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
        rules.fifth_criterion,
        sum(stated_values.record_count) over (
            partition by stated_values.pin, stated_values.attribute, stated_values.value_group
        ) as frequency,
        max(stated_values.last_said_at) over (
            partition by stated_values.pin, stated_values.attribute, stated_values.value_group
        ) as group_said_at

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
            {{ dbt.datediff('group_said_at', "cast('2200-01-01' as timestamp)", 'second') }}, 99999999999
        ) as seconds_old

    from contested

),

scored as (

    select
        aged.*,
        {{ survivorship_score('first_criterion') }} as first_score,
        {{ survivorship_score('second_criterion') }} as second_score,
        {{ survivorship_score('third_criterion') }} as third_score,
        {{ survivorship_score('fourth_criterion') }} as fourth_score,
        {{ survivorship_score('fifth_criterion') }} as fifth_score

    from aged

)

select * from scored
