"""SQL models run by themselves, as dbt compiles them where there is a last build, over tables that a test makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyarrow as pa

STATEFUL = ("int_identity__touched_fingerprints", "int_identity__unsettled_records", "int_identity__unsettled_ledger")
# What is told of the ledger of PINs, in the order in which one reads the other.
TOLD = (
    "int_identity__pin_populations", "int_identity__pin_flows", "int_identity__pin_departures", "pin_events",
    "pin_resolutions", "pin_assignments", "pin_churn",
)  # fmt: skip


class CompiledModels:
    """The SQL of the models that read what the last build left, and a DuckDB to run it in."""

    def __init__(self, folder: Path) -> None:
        """Compile them against the database of a build in `folder`."""
        answer = run_dbt(["compile", "--quiet", "--select", *STATEFUL, *TOLD], project_directory(), folder, {})
        assert answer.success, answer.exception
        files = (folder / "target" / "compiled" / "scv" / "models").glob("*/identity/*.sql")
        self._texts = {file.stem: file.read_text() for file in files}

    def run(self, name: str, tables: Mapping[str, pa.Table]) -> pa.Table:
        """The rows of a model over tables of the intermediate layer and of the marts."""
        return self.chain((name,), tables)[name]

    def chain(self, names: Iterable[str], tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        """The rows of models one after the other, each over the tables and the models before it."""
        found: dict[str, pa.Table] = {}
        with duckdb.connect() as connection:
            connection.execute("attach ':memory:' as scv")
            connection.execute("create schema scv.main_intermediate")
            for table, rows in tables.items():
                _give(connection, table, rows)
            for name in names:
                found[name] = connection.sql(self._texts[name]).to_arrow_table()
                _give(connection, name, found[name])
        return found


def _give(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Put a table where models look for it, whichever layer it is of."""
    connection.register("given", rows)
    for schema in ("main", "main_intermediate"):
        connection.execute(f"create table scv.{schema}.{table} as select * from given")
    connection.unregister("given")
