-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}
with

decisions as (

    select * from {{ ref('steward_decisions') }}

),

statuses as (

    select * from {{ ref('linkage_decisions') }}

)

select
    cast(decisions.decision_id as {{ dbt.type_string() }}) as decision_id,
    cast(decisions.decision as {{ dbt.type_string() }}) as decision,
    cast(decisions.left_key as {{ dbt.type_string() }}) as left_key,
    cast(decisions.right_key as {{ dbt.type_string() }}) as right_key,
    cast(decisions.decided_by as {{ dbt.type_string() }}) as decided_by,
    cast(decisions.decided_at as timestamp) as decided_at,
    cast(decisions.reason as {{ dbt.type_string() }}) as reason,
    cast(statuses.status as {{ dbt.type_string() }}) as status,
    cast(statuses.contradicts as {{ dbt.type_string() }}) as contradicts

from decisions
inner join statuses on decisions.decision_id = statuses.decision_id
