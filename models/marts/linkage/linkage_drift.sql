with

figures as (

    select * from {{ ref('linkage_run_figures') }}

),

bands as (

    select * from {{ ref('linkage_bands') }}

),

last_run as (

    select max(run_id) as run_id
    from figures

),

compared as (

    select
        figures.*,
        lag(figures.value) over (
            partition by figures.figure, figures.item
            order by figures.run_id
        ) as previous_value

    from figures

),

judged as (

    select
        compared.run_id,
        compared.figure,
        bands.figure_name,
        compared.item,
        compared.value,
        compared.previous_value,
        compared.value - compared.previous_value as change,
        compared.base_count,
        case
            when compared.base_count < bands.least_count then null
            when compared.value < bands.lowest then 'below ' || {{ number_text('bands.lowest') }}
            when compared.value > bands.highest then 'above ' || {{ number_text('bands.highest') }}
            when abs(compared.value - compared.previous_value) > bands.largest_change
                then 'changed by more than ' || {{ number_text('bands.largest_change') }}
            when
                abs(compared.value - compared.previous_value)
                > bands.largest_relative_change * abs(compared.previous_value)
                then
                    'changed by more than ' || {{ number_text('100 * bands.largest_relative_change') }}
                    || ' per cent'
        end as breach

    from compared
    inner join bands on compared.figure = bands.figure

)

select
    cast(judged.run_id as {{ dbt.type_string() }}) as run_id,
    cast(judged.figure as {{ dbt.type_string() }}) as figure,
    cast(judged.figure_name as {{ dbt.type_string() }}) as figure_name,
    cast(judged.item as {{ dbt.type_string() }}) as item,
    cast(judged.value as double precision) as value,
    cast(judged.previous_value as double precision) as previous_value,
    cast(judged.change as double precision) as change,
    cast(judged.base_count as bigint) as base_count,
    cast(judged.breach as {{ dbt.type_string() }}) as breach,
    cast(judged.run_id = last_run.run_id as boolean) as is_last_run

from judged
cross join last_run
