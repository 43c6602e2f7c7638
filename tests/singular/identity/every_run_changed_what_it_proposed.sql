select
    runs.run_id,
    runs.changed_records as proposed_records,
    churn.changed_records

from {{ ref('pin_runs') }} as runs
inner join {{ ref('pin_churn') }} as churn
    on runs.run_id = churn.run_id
where runs.changed_records <> churn.changed_records
