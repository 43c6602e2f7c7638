with

stated_values as (

    select * from {{ ref('int_customers__stated_values') }}

),

contested as (

    select * from {{ ref('int_customers__contested_values') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by pin, attribute
            order by first_score, second_score, third_score, fourth_score, fifth_score, attribute_value, record_key
        ) as choice

    from contested

),

best as (

    select * from ranked
    where choice = 1

),

judged as (

    select
        ranked.*,
        case
            when ranked.choice = 1 then 0
            when ranked.first_score <> best.first_score then 1
            when ranked.second_score <> best.second_score then 2
            when ranked.third_score <> best.third_score then 3
            when ranked.fourth_score <> best.fourth_score then 4
            when ranked.fifth_score <> best.fifth_score then 5
            else 6
        end as parting

    from ranked
    inner join best
        on
            ranked.pin = best.pin
            and ranked.attribute = best.attribute

),

-- The runner-up is parted from the best by the criterion that comes last in the rule.
parted as (

    select
        judged.*,
        case
            when judged.choice = 1 then max(judged.parting) over (partition by judged.pin, judged.attribute)
            else judged.parting
        end as deciding

    from judged

)

select
    stated_values.pin,
    stated_values.attribute,
    stated_values.attribute_value,
    stated_values.value_group,
    stated_values.with_forename,
    stated_values.with_surname,
    stated_values.record_key,
    stated_values.record_count,
    stated_values.first_said_at,
    stated_values.last_said_at,
    stated_values.verified,
    stated_values.validity,
    1 as choice,
    'only_value' as decided_by

from stated_values
left join best
    on
        stated_values.pin = best.pin
        and stated_values.attribute = best.attribute
where best.pin is null

union all

select
    pin,
    attribute,
    attribute_value,
    value_group,
    with_forename,
    with_surname,
    record_key,
    record_count,
    first_said_at,
    last_said_at,
    verified,
    validity,
    choice,
    case deciding
        when 1 then first_criterion
        when 2 then second_criterion
        when 3 then third_criterion
        when 4 then fourth_criterion
        when 5 then fifth_criterion
        else 'alphabet'
    end as decided_by

from parted
