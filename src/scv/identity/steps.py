"""The steps of PIN assignment as the dbt Python models call them: tables in, an Arrow table out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from scv.identity.assignment import create_proposals
from scv.identity.churn import CAUSES, create_judgement
from scv.identity.ledger import LEDGER_COLUMNS, RUN_COLUMNS, create_ledger_views, empty_table, next_run
from scv.identity.succession import create_successions
from scv.workbench import Relation, lend, now, one_row, workbench

PIN_KEY_VARIABLE = "SCV_PIN_KEY"
DEFAULT_PIN_KEY = "single customer view"

JUDGEMENT_COLUMNS = {
    "run_id": "bigint",
    "started_at": "timestamp",
    "model_id": "varchar",
    "rules": "varchar",
    "issued_pins": "bigint",
    "begun_assignments": "bigint",
    "ended_assignments": "bigint",
    "known_records": "bigint",
    "changed_records": "bigint",
    **{f"changed_by_{cause}": "bigint" for cause in CAUSES},
    "changed_weight": "double",
    "least_changed_weight": "double",
}


@dataclass(frozen=True)
class Past:
    """What the last build left of the PINs: the ledger as far as it bears on the records, and what the rest comes to.

    Without `totals` (last_run_id, known_records) and `issued_pins` (pin, is_held) the ledger is the whole one; who
    judges proposals needs no `issued_pins`.
    `denied_pins`: record_key and the pin that stewards said is not its customer's.
    """

    ledger: Relation | None
    runs: Relation | None
    totals: Relation | None = None
    issued_pins: Relation | None = None
    denied_pins: Relation | None = None


def propose(
    records: Relation,
    basis: Relation,
    past: Past,
    weights: Mapping[str, float],
    decided: Relation | None = None,
) -> pa.Table:
    """What this run would change in the ledger: its columns, and `change`, `begins` or `ends`.

    `records`: record_key, source_system, cluster_id. `basis`: one row, model_id and rules, thresholds and whatever else
    decides clusters as text. `weights`: by source system. `decided`: record_key of what stewards decided on since the
    last run.
    """
    with _bench(records, basis, past, decided_records=decided) as connection:
        run = next_run(connection, now(), *_basis(connection), weights)
        create_proposals(connection, run, os.environ.get(PIN_KEY_VARIABLE) or DEFAULT_PIN_KEY)
        return connection.sql("select * from proposals order by record_key, run_id").to_arrow_table()


def judge(
    records: Relation,
    basis: Relation,
    past: Past,
    proposals: Relation,
    weights: Mapping[str, float],
) -> pa.Table:
    """One row, what the proposals would change and the least that had to change: `JUDGEMENT_COLUMNS`."""
    with _bench(records, basis, past, proposals=proposals) as connection:
        times = "select max(coalesce(valid_to, valid_from)) from proposals"
        started_at = connection.execute(times).fetchall()[0][0] or now()
        run = next_run(connection, started_at, *_basis(connection), weights)
        return one_row(connection, create_judgement(connection, run), JUDGEMENT_COLUMNS)


def resolve(ledger: Relation) -> pa.Table:
    """One row per PIN ever issued: pin, current_pin, status, other_pins."""
    with workbench(ledger=ledger) as connection:
        create_successions(connection)
        return connection.sql("select * from successions order by pin").to_arrow_table()


@contextmanager
def _bench(
    records: Relation, basis: Relation, past: Past, **others: Relation | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A workbench with the state, empty tables where there is none yet."""
    state = {
        "ledger": past.ledger,
        "runs": past.runs,
        "ledger_totals": past.totals,
        "denied_pins": past.denied_pins,
    }
    with workbench(clustered_records=records, basis=basis, **state, **others) as connection:
        if past.ledger is None:
            empty_table(connection, "ledger", LEDGER_COLUMNS)
        if past.runs is None:
            empty_table(connection, "runs", RUN_COLUMNS)
        if past.totals is None:
            create_ledger_views(connection)
        else:
            _refuse_outdated(connection)
        if past.issued_pins is not None:
            lend(connection, "issued_pins", past.issued_pins)
        yield connection


def _refuse_outdated(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise RuntimeError when records and ledger were picked out of a ledger that has changed since."""
    outdated = connection.execute("""
        select 1 from (select last_run_id from clustered_records union select last_run_id from ledger) as picked
        where last_run_id <> (select last_run_id from ledger_totals)
    """).fetchall()
    if outdated:
        raise RuntimeError(
            "int_identity__unsettled_records and int_identity__unsettled_ledger are of before the last change of the"
            " ledger. Build them with the PINs: dbt build --select int_identity__unsettled_records+"
        )


def _basis(connection: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """The promoted model's id, empty when there is none, and the rules; both empty in a build with `--empty`."""
    found = connection.execute("select coalesce(max(model_id), ''), coalesce(max(rules), '') from basis").fetchall()
    return str(found[0][0]), str(found[0][1])
