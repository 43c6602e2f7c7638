with

periods as (

    select * from {{ ref('int_customers__value_periods') }}
    where attribute = 'name'

),

records as (

    select * from {{ ref('int_identity__records') }}

),

versions as (

    select * from {{ ref('record_versions') }}
    where dbt_valid_to is not null

),

former_names as (

    select
        record_key,
        trim(coalesce(forename, '') || ' ' || coalesce(surname, '')) as full_name,
        min(forename) as forename,
        min(surname) as surname

    from versions
    group by
        record_key,
        trim(coalesce(forename, '') || ' ' || coalesce(surname, ''))

),

parted as (

    select
        periods.*,
        case when periods.is_former then former_names.forename else records.forename end as forename,
        case when periods.is_former then former_names.surname else records.surname end as surname

    from periods
    left join records
        on periods.record_key = records.record_key
    left join former_names
        on
            periods.is_former
            and periods.record_key = former_names.record_key
            and periods.attribute_value = former_names.full_name

),

compared as (

    select
        parted.*,
        max(case when parted.is_chosen then lower(parted.surname) end) over (partition by parted.pin) as current_surname

    from parted

)

select
    pin,
    attribute_value as full_name,
    forename,
    surname,
    case
        when is_chosen then 'current'
        when surname is null or lower(surname) = current_surname then 'variant'
        else 'other_surname'
    end as name_kind,
    is_chosen as is_current,
    valid_from,
    valid_to,
    record_count,
    record_key

from compared
