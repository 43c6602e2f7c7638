with

ledger as (

    select * from {{ ref('pin_ledger') }}

),

runs as (

    select * from {{ ref('pin_runs') }}

),

begun as (

    select
        run_id,
        sum(case when reason in ('new', 'joined') then 1 else 0 end) as new_records,
        sum(case when reason = 'returned' then 1 else 0 end) as returned_records,
        sum(case when reason = 'moved' then 1 else 0 end) as changed_records,
        sum(case when reason = 'moved' and cause = 'data' then 1 else 0 end) as changed_by_data,
        sum(case when reason = 'moved' and cause = 'model' then 1 else 0 end) as changed_by_model,
        sum(case when reason = 'moved' and cause = 'rule' then 1 else 0 end) as changed_by_rule,
        sum(case when reason = 'moved' and cause = 'steward' then 1 else 0 end) as changed_by_steward

    from ledger
    group by run_id

),

ended as (

    select
        departures.ended_run_id as run_id,
        count(*) as vanished_records

    from ledger as departures
    left join ledger as arrivals
        on
            departures.record_key = arrivals.record_key
            and departures.ended_run_id = arrivals.run_id
    where departures.ended_run_id is not null and arrivals.record_key is null
    group by departures.ended_run_id

)

select
    runs.run_id,
    runs.started_at,
    runs.model_id,
    runs.rules,
    runs.known_records,
    cast(coalesce(begun.new_records, 0) as bigint) as new_records,
    cast(coalesce(begun.returned_records, 0) as bigint) as returned_records,
    cast(coalesce(ended.vanished_records, 0) as bigint) as vanished_records,
    cast(coalesce(begun.changed_records, 0) as bigint) as changed_records,
    cast(
        case when runs.known_records > 0 then 1.0 * coalesce(begun.changed_records, 0) / runs.known_records else 0 end
        as double precision
    ) as changed_share,
    cast(coalesce(begun.changed_by_data, 0) as bigint) as changed_by_data,
    cast(coalesce(begun.changed_by_model, 0) as bigint) as changed_by_model,
    cast(coalesce(begun.changed_by_rule, 0) as bigint) as changed_by_rule,
    cast(coalesce(begun.changed_by_steward, 0) as bigint) as changed_by_steward,
    cast(runs.changed_weight - runs.least_changed_weight as double precision) as excess_weight

from runs
left join begun on runs.run_id = begun.run_id
left join ended on runs.run_id = ended.run_id
where begun.run_id is not null or ended.run_id is not null
