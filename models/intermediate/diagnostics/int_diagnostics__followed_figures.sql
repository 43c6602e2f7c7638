with

figures as (

    select * from {{ ref('linkage_run_figures') }}

),

followed as (

    select
        run_id,
        lead(run_id) over (order by run_id) as next_run_id

    from (select distinct run_id from figures) as runs

),

-- A source that is gone has no figures any more: it has 0 records in the first run without it.
told as (

    select
        run_id,
        figure,
        item,
        value,
        base_count

    from figures

    union all

    select
        followed.next_run_id as run_id,
        figures.figure,
        figures.item,
        0 as value,
        0 as base_count

    from figures
    inner join followed on figures.run_id = followed.run_id
    left join figures as next_figures
        on
            followed.next_run_id = next_figures.run_id
            and figures.figure = next_figures.figure
            and figures.item = next_figures.item
    where
        figures.figure = 'source_records'
        and figures.value > 0
        and followed.next_run_id is not null
        and next_figures.run_id is null

)

select
    told.run_id,
    told.figure,
    told.item,
    told.value,
    told.base_count,
    lag(told.value) over (partition by told.figure, told.item order by told.run_id) as previous_value,
    lag(told.base_count) over (partition by told.figure, told.item order by told.run_id) as previous_base_count

from told
