"""The ledger of PINs and the list of runs: what lasts from build to build, and what a run starts from.

`ledger`: one row per record and run that gave it a PIN. `runs`: one row per run that changed the ledger. A run's number
follows the last one that the ledger knows, so a build that was killed half-way is simply done again under its number.
Of a ledger that is known only in part, `ledger_totals` and `issued_pins` tell the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

LEDGER_COLUMNS = {
    "record_key": "varchar",
    "pin": "varchar",
    "run_id": "bigint",
    "valid_from": "timestamp",
    "reason": "varchar",
    "cause": "varchar",
    "ended_run_id": "bigint",
    "valid_to": "timestamp",
    "ended_cause": "varchar",
}

RUN_COLUMNS = {
    "run_id": "bigint",
    "kind": "varchar",
    "started_at": "timestamp",
    "model_id": "varchar",
    "rules": "varchar",
    "issued_pins": "bigint",
}

WEIGHT_UNITS = 1000


@dataclass(frozen=True)
class Run:
    """A run: its number and time (UTC), what decides clusters besides the data, and how many PINs were issued before.

    `cause` is what differs from the last run: `model`, `rule` (thresholds and rules), else `data`.
    """

    run_id: int
    started_at: datetime
    model_id: str
    rules: str
    cause: str = "data"
    issued_pins: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)


def empty_table(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str]) -> None:
    """Create the table without rows, as before the first run."""
    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    connection.execute(f"create or replace table {name} ({listed})")


def create_ledger_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create `ledger_totals` (last_run_id, known_records) and `issued_pins` (pin, is_held) of all of `ledger`."""
    connection.execute("""
        create or replace view ledger_totals as
        select
            coalesce(max(greatest(run_id, coalesce(ended_run_id, 0))), 0) as last_run_id,
            count(*) filter (valid_to is null) as known_records
        from ledger
    """)
    connection.execute("""
        create or replace view issued_pins as
        select pin, valid_to is null as is_held from ledger
    """)


def next_run(
    connection: duckdb.DuckDBPyConnection,
    started_at: datetime,
    model_id: str,
    rules: str,
    weights: Mapping[str, float] | None = None,
) -> Run:
    """The run that follows what the tables `ledger_totals` and `runs` know."""
    last, issued = connection.execute("""
        with adopted as (
            select greatest(
                coalesce(max(last_run_id), 0), coalesce((select max(run_id) from runs where kind = 'rebuild'), 0)
            ) as run_id
            from ledger_totals
        )
        select adopted.run_id, coalesce(max(runs.issued_pins), 0)
        from adopted left join runs on runs.run_id <= adopted.run_id
        group by adopted.run_id
    """).fetchall()[0]
    before = connection.execute("select model_id, rules from runs where run_id = ?", [last]).fetchall()
    cause = "data"
    if before and before[0][0] != model_id:
        cause = "model"
    elif before and before[0][1] != rules:
        cause = "rule"
    return Run(int(last) + 1, started_at, model_id, rules, cause, int(issued), dict(weights or {}))


def create_held(connection: duckdb.DuckDBPyConnection, weights: Mapping[str, float]) -> None:
    """Create `placed`: each record of `clustered_records` with its last PIN (null when new) and its weight.

    Weights are whole numbers, `WEIGHT_UNITS` for a record of a source system that `weights` does not name. And create
    `meetings` (pin, cluster_id, weight), what PINs and clusters share: where a steward said of a record of the cluster
    that it is not the PIN's customer (table `denied_pins`, record_key and pin, where there is one), the two don't meet.
    `denied` (pin, cluster_id) lists these.
    """
    empty_table(connection, "source_weights", {"source_system": "varchar", "weight": "bigint"})
    for system, weight in weights.items():
        connection.execute(
            "insert into source_weights values (?, ?)", [system, max(1, round(float(weight) * WEIGHT_UNITS))]
        )
    connection.execute("""
        create or replace temp table held as
        select record_key, max_by(pin, run_id) as pin, bool_or(valid_to is null) as is_current
        from ledger group by record_key
    """)
    connection.execute(f"""
        create or replace temp table placed as
        select
            record_key, cluster_id, held.pin,
            coalesce(held.is_current, false) as is_current,
            coalesce(source_weights.weight, {WEIGHT_UNITS}) as weight
        from clustered_records
        left join held using (record_key)
        left join source_weights using (source_system)
    """)
    connection.execute("create table if not exists denied_pins (record_key varchar, pin varchar)")
    connection.execute("""
        create or replace temp table denied as
        select distinct denied_pins.pin, cluster_id from denied_pins inner join placed using (record_key)
    """)
    connection.execute("""
        create or replace temp table meetings as
        select pin, cluster_id, cast(sum(weight) as bigint) as weight
        from placed anti join denied using (pin, cluster_id)
        where pin is not null group by pin, cluster_id
    """)
