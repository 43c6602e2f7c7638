"""A world without dbt: records written by hand, joined by weights, clustered and given PINs build after build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from scv.identity.assignment import create_proposals
from scv.identity.churn import create_judgement
from scv.identity.ledger import LEDGER_COLUMNS, RUN_COLUMNS, create_ledger_views, empty_table, next_run
from scv.identity.succession import create_successions
from scv.linkage.clustering import partition

Weights = Mapping[str, float]


class World:
    """The state that lasts from build to build, and what the last build did.

    Records are named by letters. A build takes the records that there are and the weights of pairs, `{"ab": 3.0}`. The
    record's source system is `crm`, unless its name holds a dot: `shop.x`.
    """

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        """Begin without PINs; `weights` are those of the source systems."""
        self.connection = duckdb.connect(config={"threads": 1})
        self.weights = dict(weights or {})
        self.time = datetime(2026, 1, 1)
        self.figures: dict[str, object] = {}
        empty_table(self.connection, "ledger", LEDGER_COLUMNS)
        empty_table(self.connection, "runs", RUN_COLUMNS)
        create_ledger_views(self.connection)

    def build(
        self, records: Iterable[str], pairs: Weights | None = None, join: float = 0.0, model: str = "1"
    ) -> dict[str, str]:
        """Cluster the records by the weights of pairs, and give them PINs."""
        names = list(records)
        place = {name: number for number, name in enumerate(sorted(names))}
        ends = [tuple(place[name] for name in pair) for pair in pairs or {} if all(name in place for name in pair)]
        weights = [weight for pair, weight in (pairs or {}).items() if all(name in place for name in pair)]
        nodes = np.array(ends, dtype=np.int64).reshape(-1, 2)
        labels, _ = partition(len(names), nodes[:, 0], nodes[:, 1], np.array(weights, dtype=np.float64) - join)
        return self.adopt({name: int(labels[place[name]]) for name in names}, f"join {join}", model)

    def deny(self, record: str, pin: str) -> None:
        """From now on a steward says that a record is not the customer of a PIN."""
        self.connection.execute("create table if not exists denied_pins (record_key varchar, pin varchar)")
        self.connection.execute("insert into denied_pins values (?, ?)", [record, pin])

    def groups(self, text: str) -> dict[str, str]:
        """As `build`, of clusters written out: `"abc de f"`."""
        return self.adopt({name: number for number, group in enumerate(text.split()) for name in group})

    def adopt(self, clusters: Mapping[str, int], rules: str = "join 0.0", model: str = "1") -> dict[str, str]:
        """Give the records of clusters their PINs, and return the PIN of each record."""
        self.propose(clusters, rules, model)
        self.connection.execute("""
            insert into runs
            select run_id, 'build', started_at, model_id, rules, issued_pins from judgement
            where begun_assignments + ended_assignments > 0
        """)
        self.connection.execute("create table if not exists judged_runs as from judgement limit 0")
        changed = "begun_assignments + ended_assignments > 0"
        self.connection.execute(f"insert into judged_runs from judgement where {changed}")
        self.connection.execute("""
            delete from ledger using proposals
            where ledger.record_key = proposals.record_key and ledger.run_id = proposals.run_id
        """)
        self.connection.execute("insert into ledger select * exclude (change) from proposals")
        return self.pins()

    def propose(self, clusters: Mapping[str, int], rules: str = "join 0.0", model: str = "1") -> dict[str, object]:
        """Return what a build would change, without changing it."""
        self.time += timedelta(days=1)
        self._load("clustered_records", self.records(clusters))
        run = next_run(self.connection, self.time, model, rules, self.weights)
        create_proposals(self.connection, run, "a key")
        self.figures = create_judgement(self.connection, run)
        self._load("judgement", pa.Table.from_pylist([self.figures]))
        return self.figures

    def records(self, clusters: Mapping[str, int]) -> pa.Table:
        """Return records as PIN assignment takes them: record_key, source_system, cluster_id."""
        systems = [name.split(".")[0] if "." in name else "crm" for name in clusters]
        columns = {
            "record_key": pa.array(list(clusters), pa.string()),
            "source_system": pa.array(systems, pa.string()),
            "cluster_id": pa.array(list(clusters.values()), pa.int64()),
        }
        return pa.table(columns)

    def table(self, name: str) -> pa.Table:
        """Return a table of the state."""
        return self.connection.sql(f"from {name}").to_arrow_table()

    def pins(self) -> dict[str, str]:
        """Return the PIN that each record has now."""
        return dict(self.rows("select record_key, pin from ledger where valid_to is null"))

    def history(self, record: str) -> list[tuple[int, str, str]]:
        """Return run, reason and cause of each assignment of a record."""
        return self.rows(f"select run_id, reason, cause from ledger where record_key = '{record}' order by run_id")

    def resolve(self, pin: str) -> tuple[str | None, str, str | None]:
        """Return what stands for a PIN now: the PIN, the status, and the others."""
        create_successions(self.connection)
        query = f"select current_pin, status, other_pins from successions where pin = '{pin}'"
        found: tuple[str | None, str, str | None] = self.rows(query)[0]
        return found

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(query).fetchall()

    def _load(self, name: str, table: pa.Table) -> None:
        self.connection.register("loaded", table)
        self.connection.execute(f"create or replace table {name} as select * from loaded")
        self.connection.unregister("loaded")
