"""What each model of the marts costs by itself: its SQL alone on one thread, over the rows that it reads."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from scv.project import run_dbt

BEFORE_THE_MARTS = ("staging/", "intermediate/identity/", "linkage/", "identity/")
RECORDS = "model.scv.int_identity__records"
TIMES = 2


@dataclass(frozen=True)
class Cost:
    """The rows of the tables that a model reads, and the processor seconds that it takes."""

    rows: int
    seconds: float


class Clock:
    """Listens to dbt's events, and notes the least processor time of each model by its unique id."""

    def __init__(self) -> None:
        """Begin with nothing noted."""
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}

    def __call__(self, event: Any) -> None:
        """Note when a node starts and what it has taken when it ends."""
        if event.info.name not in ("NodeStart", "NodeFinished"):
            return
        name = event.data.node_info.unique_id
        if event.info.name == "NodeStart":
            self._started[name] = time.process_time()
        else:
            taken = time.process_time() - self._started[name]
            self.seconds[name] = min(taken, self.seconds.get(name, taken))


class BuiltProject:
    """A build's manifest and database, as far as its cost needs them."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest of the build in `folder`."""
        manifest = json.loads((folder / "target" / "manifest.json").read_text())
        self.folder = folder
        self.nodes: dict[str, Any] = {**manifest["nodes"], **manifest["sources"]}
        self._rows: dict[str, int] = {}

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database, on one thread, to be read only."""
        return duckdb.connect(str(self.folder / "scv.duckdb"), read_only=True, config={"threads": 1})

    def marts(self, language: str) -> list[str]:
        """The unique ids of the marts' tables, and of what lies between the PINs and them, in one language."""
        return [
            name
            for name, node in self.nodes.items()
            if node["resource_type"] == "model" and node["language"] == language
            if node["config"]["materialized"] != "view" and not before_the_marts(node["path"])
        ]

    def tables_read(self, name: str) -> set[str]:
        """The unique ids of the tables that a model reads, through views."""
        found = set()
        for parent in self.nodes[name]["depends_on"]["nodes"]:
            is_view = self.nodes[parent].get("config", {}).get("materialized") == "view"
            found |= self.tables_read(parent) if is_view else {parent}
        return {one for one in found if self.nodes[one]["resource_type"] != "source"}

    def rows_read(self, name: str) -> int:
        """The rows of the tables that a model reads."""
        return sum(self.rows_of(table) for table in self.tables_read(name))

    def rows_of(self, table: str) -> int:
        """The rows of a table, by its unique id."""
        if table not in self._rows:
            count = self.connection.sql(f"select count(*) from {self.nodes[table]['relation_name']}")
            self._rows[table] = int(count.fetchall()[0][0])
        return self._rows[table]

    def sql_seconds(self, name: str) -> float:
        """The least processor seconds of a model's SQL, its rows written to a table in memory."""
        node = self.nodes[name]
        sql = (self.folder / "target" / "compiled" / node["package_name"] / node["original_file_path"]).read_text()
        seconds = []
        for _ in range(TIMES):
            start = time.process_time()
            self.connection.execute(f"create or replace temp table written as {sql}")
            seconds.append(time.process_time() - start)
        self.connection.execute("drop table written")
        return min(seconds)


def before_the_marts(path: str) -> bool:
    """Whether a model is of what comes before the marts: staging, linkage and PINs. Paths as dbt has them."""
    return path.startswith(BEFORE_THE_MARTS)


def lone_costs(project: Path, folder: Path, raw: Path) -> tuple[int, dict[str, Cost]]:
    """The records of a built `folder`, and what each model of its marts takes alone, by name.

    Python models run in dbt again, so dbt's own share of a node is in their seconds.
    """
    built, clock = BuiltProject(folder), Clock()
    seconds = {name: built.sql_seconds(name) for name in built.marts("sql")}
    rows = {name: built.rows_read(name) for name in [*seconds, *built.marts("python")]}
    records = built.rows_of(RECORDS)
    built.connection.close()
    names = [name.rsplit(".", 1)[1] for name in built.marts("python")]
    for _ in range(TIMES):
        command = ["run", "--quiet", "--threads", "1", "--select", *names]
        answer = run_dbt(command, project, folder, {"SCV_RAW_DIR": str(raw)}, on_event=clock)
        if not answer.success:
            raise SystemExit(f"The Python models failed: {folder / 'logs'}")
    seconds |= {name: clock.seconds[name] for name in built.marts("python")}
    return records, {name.rsplit(".", 1)[1]: Cost(rows[name], seconds[name]) for name in sorted(rows)}
