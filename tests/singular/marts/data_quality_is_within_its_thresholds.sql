-- A warning: what the newest run says of the data is worse than seeds/data_quality_thresholds.csv allows.
{{ config(severity='warn') }}

with

scorecard as (

    select * from {{ ref('data_quality_scorecard') }}

)

select
    scorecard.channel,
    scorecard.raw_table,
    scorecard.attribute,
    scorecard.measure,
    scorecard.measured,
    scorecard.warn_below,
    scorecard.warn_above

from scorecard
where
    scorecard.status = 'warning'
    and scorecard.run_id = (select max(newest.run_id) from scorecard as newest)
