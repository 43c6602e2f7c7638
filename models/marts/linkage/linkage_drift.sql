with

compared as (

    select * from {{ ref('int_diagnostics__followed_figures') }}

),

bands as (

    select * from {{ ref('linkage_bands') }}

),

last_run as (

    select max(run_id) as run_id
    from compared

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
        -- What has a limit to its change is judged by that, all else by its highest value.
        greatest(
            coalesce(abs(compared.value - compared.previous_value) / nullif(bands.largest_change, 0), 0),
            coalesce(
                abs(compared.value - compared.previous_value)
                / nullif(bands.largest_relative_change * abs(compared.previous_value), 0), 0
            ),
            case
                when bands.largest_change is null and bands.largest_relative_change is null
                    then coalesce(compared.value / nullif(bands.highest, 0), 0)
                else 0
            end
        ) as band_used,
        case
            -- A source is as large as it is or was; of shares, few records are noise.
            when
                compared.base_count < bands.least_count
                and (
                    compared.figure <> 'source_records'
                    or coalesce(compared.previous_base_count, 0) < bands.least_count
                )
                then null
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
    cast(judged.band_used as double precision) as band_used,
    cast(judged.breach as {{ dbt.type_string() }}) as breach,
    cast(judged.run_id = last_run.run_id as boolean) as is_last_run

from judged
cross join last_run
