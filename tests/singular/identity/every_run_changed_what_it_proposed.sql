with

runs as (

    select * from {{ ref('pin_runs') }}

),

churn as (

    select * from {{ ref('pin_churn') }}

)

select
    runs.run_id,
    runs.changed_records as proposed_records,
    churn.changed_records

from runs
inner join churn
    on runs.run_id = churn.run_id
where runs.changed_records <> churn.changed_records
