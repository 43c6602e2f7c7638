select
    run_id,
    changed_weight,
    least_changed_weight

from {{ ref('pin_proposed_churn') }}
where excess_weight > 0.0005
