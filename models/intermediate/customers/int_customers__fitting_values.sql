-- A title, middle names and a date of birth belong to a name: those said with another one come after all that fit.
with

ranked_values as (

    select * from {{ ref('int_customers__ranked_values') }}

),

names as (

    select
        pin,
        with_forename as forename,
        with_surname as surname

    from ranked_values
    where attribute = 'name' and choice = 1

),

judged as (

    select
        ranked_values.*,
        case
            when left(ranked_values.with_forename, 1) <> left(names.forename, 1) then 0
            when
                length(ranked_values.with_forename) > 1 and length(names.forename) > 1
                and ranked_values.with_forename <> names.forename
                then 0
            when ranked_values.with_surname <> names.surname then 0
            else 1
        end as fits

    from ranked_values
    left join names
        on ranked_values.pin = names.pin
    where ranked_values.attribute in ('title', 'middle_names', 'date_of_birth')

),

-- One value may have been said with several names: the name that fits best speaks for it.
counted as (

    select
        judged.*,
        sum(judged.record_count)
            over (partition by judged.pin, judged.attribute, judged.attribute_value)
            as all_records,
        min(judged.first_said_at)
            over (partition by judged.pin, judged.attribute, judged.attribute_value)
            as first_of_all,
        max(judged.last_said_at)
            over (partition by judged.pin, judged.attribute, judged.attribute_value)
            as last_of_all,
        row_number()
            over (
                partition by judged.pin, judged.attribute, judged.attribute_value
                order by judged.fits desc, judged.choice asc
            )
            as place

    from judged

),

values_once as (

    select * from counted
    where place = 1

),

placed as (

    select
        values_once.*,
        row_number()
            over (
                partition by values_once.pin, values_once.attribute
                order by values_once.fits desc, values_once.choice asc
            )
            as fitting_choice,
        count(*) over (partition by values_once.pin, values_once.attribute) as rivals,
        max(values_once.fits) over (partition by values_once.pin, values_once.attribute) as best_fit,
        min(values_once.choice) over (partition by values_once.pin, values_once.attribute) as first_choice

    from values_once

)

select
    pin,
    attribute,
    attribute_value,
    value_group,
    record_key,
    all_records as record_count,
    first_of_all as first_said_at,
    last_of_all as last_said_at,
    verified,
    validity,
    fitting_choice as choice,
    fitting_choice = 1 and (fits = 1 or attribute = 'date_of_birth') as is_chosen,
    case
        when fits < best_fit or (fits = 0 and attribute <> 'date_of_birth') then 'name_fit'
        when rivals = 1 then 'only_value'
        when fitting_choice = 1 and choice > first_choice then 'name_fit'
        else decided_by
    end as decided_by

from placed
