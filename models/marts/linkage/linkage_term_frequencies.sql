-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

frequencies as (

    select * from {{ ref('linkage_frequencies') }}

),

models as (

    select * from {{ ref('linkage_registry') }}

),

parameters as (

    select * from {{ ref('linkage_level_weights') }}

),

averages as (

    select
        model_id,
        frequency_column as attribute,
        max(u_probability) as u_probability

    from parameters
    where frequency_column is not null
    group by
        model_id,
        frequency_column

),

ranked as (

    select
        frequencies.model_id,
        frequencies.attribute,
        frequencies.value as term,
        frequencies.frequency,
        row_number() over (
            partition by frequencies.model_id, frequencies.attribute
            order by frequencies.frequency desc, frequencies.value asc
        ) as place

    from frequencies
    inner join models on frequencies.model_id = models.model_id
    where models.is_promoted and frequencies.attribute not like 'block:%'

)

select
    cast(ranked.model_id as {{ dbt.type_string() }}) as model_id,
    cast(ranked.attribute as {{ dbt.type_string() }}) as attribute,
    cast(ranked.place as bigint) as place,
    cast(ranked.term as {{ dbt.type_string() }}) as term,
    cast(ranked.frequency as double precision) as frequency,
    cast(
        case
            when ranked.attribute in ('email', 'email_local', 'phone', 'full_name') then -ln(ranked.frequency) / ln(2)
            else ln(averages.u_probability / ranked.frequency) / ln(2)
        end as double precision
    ) as weight_change

from ranked
left join averages
    on
        ranked.model_id = averages.model_id
        and ranked.attribute = averages.attribute
where ranked.place <= 20
