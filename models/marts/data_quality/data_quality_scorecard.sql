{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='run_id',
        on_schema_change='append_new_columns',
        full_refresh=false
    )
}}

with

measures as (

    select * from {{ ref('int_quality__measures') }}

),

thresholds as (

    select * from {{ ref('data_quality_thresholds') }}

),

runs as (

    select * from {{ ref('pin_runs') }}

),

newest_run as (

    select
        coalesce(max(run_id), 0) as run_id,
        max(started_at) as run_started_at

    from runs

),

limits as (

    select
        measures.*,
        thresholds.warn_below,
        thresholds.warn_above,
        row_number() over (
            partition by measures.channel, measures.raw_table, measures.attribute, measures.measure
            order by
                case when thresholds.channel = 'any' then 1 else 0 end,
                case when thresholds.attribute = 'any' then 1 else 0 end
        ) as choice

    from measures
    left join thresholds
        on
            measures.measure = thresholds.measure
            and thresholds.channel in (measures.channel, 'any')
            and thresholds.attribute in (measures.attribute, 'any')

)

select
    newest_run.run_id,
    newest_run.run_started_at,
    limits.channel,
    limits.raw_table,
    limits.attribute,
    limits.measure,
    limits.counted,
    limits.out_of,
    limits.measured,
    limits.warn_below,
    limits.warn_above,
    case
        when coalesce(limits.warn_below, limits.warn_above) is null then 'not judged'
        when limits.measured < limits.warn_below or limits.measured > limits.warn_above then 'warning'
        else 'good'
    end as status

from limits
cross join newest_run
where limits.choice = 1
