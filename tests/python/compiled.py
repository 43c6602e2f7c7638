"""SQL models run by themselves, as dbt compiles them when there is a last build, over tables that a test makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

STATEFUL = ("int_identity__touched_fingerprints", "int_identity__unsettled_records", "int_identity__unsettled_ledger")


class CompiledModels:
    """The SQL of the models that read what the last build left, and a DuckDB to run it in."""

    def __init__(self, folder: Path) -> None:
        """Compile them against the database of a build in `folder`."""
        answer = run_dbt(["compile", "--quiet", "--select", *STATEFUL], project_directory(), folder, {})
        assert answer.success, answer.exception
        files = (folder / "target" / "compiled" / "scv" / "models" / "intermediate" / "identity").glob("*.sql")
        self._texts = {file.stem: file.read_text() for file in files}

    def run(self, name: str, tables: Mapping[str, pa.Table]) -> pa.Table:
        """The rows of a model over tables of the intermediate layer."""
        with duckdb.connect() as connection:
            connection.execute("attach ':memory:' as scv")
            connection.execute("create schema scv.main_intermediate")
            for table, rows in tables.items():
                connection.register("given", rows)
                connection.execute(f"create table scv.main_intermediate.{table} as select * from given")
                connection.unregister("given")
            return connection.sql(self._texts[name]).to_arrow_table()
