-- A name or an address holds until the next one is said. An email address or a number holds beside others: only one
-- that was last heard of before the preferred one was first heard of has ended.
with

present_values as (

    select * from {{ ref('customer_attribute_provenance') }}
    where attribute in ('name', 'email', 'phone') or (attribute = 'address' and attribute_value not like ', %')

),

former_values as (

    select * from {{ ref('int_customers__former_values') }}

),

unioned as (

    select
        pin,
        attribute,
        attribute_value,
        value_group,
        is_chosen,
        choice,
        record_key,
        record_count,
        first_said_at,
        last_said_at,
        is_verified,
        is_valid,
        false as is_former

    from present_values

    union all

    select
        former_values.*,
        true as is_former

    from former_values

),

ranked as (

    select
        unioned.*,
        row_number() over (
            partition by unioned.pin, unioned.attribute, unioned.value_group
            order by unioned.choice, unioned.attribute_value, unioned.record_key
        ) as place,
        sum(unioned.record_count)
            over (partition by unioned.pin, unioned.attribute, unioned.value_group)
            as group_records,
        coalesce(
            min(unioned.first_said_at) over (partition by unioned.pin, unioned.attribute, unioned.value_group),
            timestamp '1900-01-01 00:00:00'
        ) as first_at,
        coalesce(
            max(unioned.last_said_at) over (partition by unioned.pin, unioned.attribute, unioned.value_group),
            timestamp '1900-01-01 00:00:00'
        ) as last_at

    from unioned

),

sequenced as (

    select
        ranked.*,
        lead(ranked.first_at) over (
            partition by ranked.pin, ranked.attribute
            order by case when ranked.is_chosen then 1 else 0 end, ranked.first_at, ranked.value_group
        ) as next_at,
        min(case when ranked.is_chosen then ranked.first_at end)
            over (partition by ranked.pin, ranked.attribute)
            as chosen_at

    from ranked
    where ranked.place = 1

),

judged as (

    select
        sequenced.*,
        case
            when sequenced.is_chosen then true
            when sequenced.is_former or sequenced.attribute in ('name', 'address') then false
            else coalesce(sequenced.last_at >= sequenced.chosen_at, true)
        end as is_current

    from sequenced

)

select
    pin,
    attribute,
    attribute_value,
    value_group,
    record_key,
    choice,
    is_chosen,
    is_verified,
    is_valid,
    is_former,
    is_current,
    cast(group_records as integer) as record_count,
    nullif(first_at, timestamp '1900-01-01 00:00:00') as valid_from,
    case
        when not is_current then nullif(greatest(last_at, coalesce(next_at, last_at)), timestamp '1900-01-01 00:00:00')
    end as valid_to

from judged
