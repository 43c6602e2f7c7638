-- A warning: contradicted decisions change nothing until a steward settles them in seeds/steward_decisions.csv.
{{ config(severity='warn') }}

select
    decision_id,
    decision,
    left_key,
    right_key,
    contradicts

from {{ ref('steward_decision_status') }}
where status = 'contradicted'
