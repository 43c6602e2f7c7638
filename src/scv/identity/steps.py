"""The steps of PIN assignment as the dbt Python models call them: tables in, an Arrow table out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from scv.identity.assignment import create_proposals
from scv.identity.churn import CAUSES, create_judgement
from scv.identity.ledger import LEDGER_COLUMNS, RUN_COLUMNS, empty_table, next_run
from scv.identity.succession import create_successions
from scv.workbench import Relation, now, workbench

PIN_KEY_VARIABLE = "SCV_PIN_KEY"
DEFAULT_PIN_KEY = "single customer view"

JUDGEMENT_SCHEMA = pa.schema(
    {
        "run_id": pa.int64(),
        "started_at": pa.timestamp("us"),
        "model_id": pa.string(),
        "rules": pa.string(),
        "issued_pins": pa.int64(),
        "begun_assignments": pa.int64(),
        "ended_assignments": pa.int64(),
        "known_records": pa.int64(),
        "changed_records": pa.int64(),
        **{f"changed_by_{cause}": pa.int64() for cause in CAUSES},
        "changed_weight": pa.float64(),
        "least_changed_weight": pa.float64(),
    }
)


def propose(
    records: Relation,
    models: Relation,
    ledger: Relation | None,
    runs: Relation | None,
    rules: str,
    weights: Mapping[str, float],
    decided: Relation | None = None,
) -> pa.Table:
    """What this run would change in the ledger: its columns, and `change`, `begins` or `ends`.

    `records`: record_key, source_system, cluster_id. `rules`: thresholds and whatever else decides clusters, as text.
    `weights`: by source system. `decided`: record_key of what stewards decided on since the last run.
    """
    with _bench(records, models, ledger, runs, decided_records=decided) as connection:
        run = next_run(connection, now(), _promoted(connection), rules, weights)
        create_proposals(connection, run, os.environ.get(PIN_KEY_VARIABLE) or DEFAULT_PIN_KEY)
        return connection.sql("select * from proposals order by record_key, run_id").to_arrow_table()


def judge(
    records: Relation,
    models: Relation,
    ledger: Relation | None,
    runs: Relation | None,
    proposals: Relation,
    rules: str,
    weights: Mapping[str, float],
) -> pa.Table:
    """One row, what the proposals would change and the least that had to change: the columns of `JUDGEMENT_SCHEMA`."""
    with _bench(records, models, ledger, runs, proposals=proposals) as connection:
        times = "select max(coalesce(valid_to, valid_from)) from proposals"
        started_at = connection.execute(times).fetchall()[0][0] or now()
        run = next_run(connection, started_at, _promoted(connection), rules, weights)
        return pa.Table.from_pylist([create_judgement(connection, run)], schema=JUDGEMENT_SCHEMA)


def resolve(ledger: Relation) -> pa.Table:
    """One row per PIN ever issued: pin, current_pin, status, other_pins."""
    with workbench(ledger=ledger) as connection:
        create_successions(connection)
        return connection.sql("select * from successions order by pin").to_arrow_table()


@contextmanager
def _bench(
    records: Relation, models: Relation, ledger: Relation | None, runs: Relation | None, **others: Relation | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A workbench with the state, empty tables where there is none yet."""
    with workbench(clustered_records=records, models=models, ledger=ledger, runs=runs, **others) as connection:
        if ledger is None:
            empty_table(connection, "ledger", LEDGER_COLUMNS)
        if runs is None:
            empty_table(connection, "runs", RUN_COLUMNS)
        yield connection


def _promoted(connection: duckdb.DuckDBPyConnection) -> str:
    """The promoted model's id, empty when there is none."""
    rows = connection.execute("select coalesce(max(model_id), '') from models where is_promoted").fetchall()
    return str(rows[0][0])
