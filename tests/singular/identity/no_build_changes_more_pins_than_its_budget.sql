-- The budget is `vars: pin_churn_budget`; null is none. A breach leaves the ledger of PINs and every mart as they were.
select
    run_id,
    changed_records,
    changed_share

from {{ ref('pin_proposed_churn') }}
where changed_share > {{ var('pin_churn_budget') if var('pin_churn_budget') is not none else 1 }}
