{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['record_key', 'run_id'],
        full_refresh=false
    )
}}

with

proposals as (

    select * from {{ ref('pin_proposals') }}

),

runs as (

    select * from {{ ref('pin_runs') }}

),

-- A proposal becomes the state only as the newest run: one that was left from before is passed over.
newest as (

    select max(run_id) as run_id from runs

)

select
    cast(proposals.record_key as {{ dbt.type_string() }}) as record_key,
    cast(proposals.pin as {{ dbt.type_string() }}) as pin,
    cast(proposals.run_id as bigint) as run_id,
    cast(proposals.valid_from as timestamp) as valid_from,
    cast(proposals.reason as {{ dbt.type_string() }}) as reason,
    cast(proposals.cause as {{ dbt.type_string() }}) as cause,
    cast(proposals.ended_run_id as bigint) as ended_run_id,
    cast(proposals.valid_to as timestamp) as valid_to,
    cast(proposals.ended_cause as {{ dbt.type_string() }}) as ended_cause

from proposals
inner join newest
    on coalesce(proposals.ended_run_id, proposals.run_id) = newest.run_id
