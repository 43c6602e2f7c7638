"""PIN assignment for a million records of which a tenth of the clusters changed: time, memory and churn.

    python -m bench.pin_assignment [RECORDS]

Clusters are made up: of each ten one loses a record to a stranger, splits or merges, so that the solver meets chains of
PINs that compete for each other's clusters, not only pairs.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.measuring import measure, report
from scv.identity.ledger import LEDGER_COLUMNS, RUN_COLUMNS
from scv.identity.steps import Past, judge, propose, resolve

RECORDS = 1_000_000
RECORDS_A_CLUSTER = 2.5
CHANGED = 0.1
BASIS = pa.table({"model_id": ["1"], "rules": [""]})
SYSTEMS = ("crm", "web_shop", "store", "email")
ASSIGN, JUDGE, RESOLVE = "assignment", "judgement", "resolutions"


class Rows:
    """A table as `dbt.ref` gives it."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.table


def clusters(records: int, changed: bool, seed: int = 1) -> pa.Table:
    """The cluster of each record: the same with a seed, and after `changed` a tenth of the clusters are others."""
    dice = np.random.default_rng(seed)
    number = int(records / RECORDS_A_CLUSTER)
    label = np.sort(dice.integers(0, number, records))
    if changed:
        touched = dice.random(number) < CHANGED
        kind = dice.integers(0, 3, number)
        neighbour = np.where(touched & (kind == 0), np.minimum(np.arange(number) + 1, number - 1), np.arange(number))
        moves = touched[label] & (dice.random(records) < 0.5)
        label = np.where(moves & (kind[label] == 1), label + number, neighbour[label])
        label = np.where(moves & (kind[label % number] == 2), dice.integers(0, number, records), label)
    keys = pa.array(np.char.add("crm.supporters:", np.arange(10**8, 10**8 + records).astype("U9")), pa.string())
    systems = pa.DictionaryArray.from_arrays(pa.array(np.arange(records) % len(SYSTEMS)), list(SYSTEMS))
    return pa.table({"record_key": keys, "source_system": systems.cast(pa.string()), "cluster_id": label})


def prepare(folder: Path, records: int) -> None:
    """Write the state after a first run, and the clusters of a second one."""
    proposals = propose(Rows(clusters(records, changed=False)), Rows(BASIS), Past(None, None), {})
    pq.write_table(proposals.drop(["change"]), folder / "ledger.parquet")
    run = dict.fromkeys(RUN_COLUMNS, "") | {
        "run_id": 1, "kind": "build", "started_at": datetime(2026, 1, 1), "model_id": "1", "issued_pins": records,
    }  # fmt: skip
    pq.write_table(pa.Table.from_pylist([run]), folder / "runs.parquet")
    pq.write_table(clusters(records, changed=True), folder / "records.parquet")


def work(step: str, folder: Path) -> None:
    """Do one step on the prepared files, as its dbt model would."""
    ledger, runs, records = (Rows(pq.read_table(folder / f"{name}.parquet")) for name in ("ledger", "runs", "records"))
    if step == ASSIGN:
        pq.write_table(propose(records, Rows(BASIS), Past(ledger, runs), {}), folder / "proposals.parquet")
    elif step == JUDGE:
        proposals = Rows(pq.read_table(folder / "proposals.parquet"))
        figures = judge(records, Rows(BASIS), Past(ledger, runs), proposals, {}).to_pylist()[0]
        print(", ".join(f"{name} {figures[name]:,.0f}" for name in ("changed_weight", "least_changed_weight")))
    else:
        adopt = f"""
            select * exclude (change) from '{folder}/proposals.parquet'
            union all
            select {", ".join(LEDGER_COLUMNS)} from '{folder}/ledger.parquet'
            where (record_key, run_id) not in (select (record_key, run_id) from '{folder}/proposals.parquet')
        """
        print(f"{resolve(duckdb.connect().sql(adopt)).num_rows:,} PINs")


def main() -> None:
    """Measure each step in a process of its own, and print a table."""
    if sys.argv[1:2] == ["--step"]:
        work(sys.argv[2], Path(sys.argv[3]))
        return
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory(prefix="scv_pins_") as name:
        folder = Path(name)
        prepare(folder, records)
        found = []
        for step in (ASSIGN, JUDGE, RESOLVE):
            command = [sys.executable, "-m", "bench.pin_assignment", "--step", step, name]
            found.append(measure(step, command, os.environ, folder / f"{step}.log"))
            print((folder / f"{step}.log").read_text(), end="")
    report(f"PINs of {records:,} records, {CHANGED:.0%} of clusters changed", found, ASSIGN)


if __name__ == "__main__":
    main()
