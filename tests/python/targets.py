"""The demo on any target, for tests of what dbt's commands do there: read, and build again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from builds import Build
from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    from dbt.cli.main import dbtRunnerResult

    from dbt_scv.warehouse import Warehouse
    from server_builds import ServerDemo


@dataclass(frozen=True)
class AnyDemo:
    """The demo as it was built on a target. Without a warehouse it is a DuckDB file in the folder."""

    target: str
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    warehouse: Warehouse | None = None

    def dbt(self, *command: str, project: Path | None = None, **settings: str) -> dbtRunnerResult:
        """Run dbt there once more."""
        given = {**self.settings, **settings}
        return run_dbt([*command, "--quiet"], project or project_directory(), self.folder, given, target=self.target)

    def failures(self, *command: str, **settings: str) -> list[str]:
        """What did not pass when dbt ran once more."""
        return Build(self.folder, self.dbt(*command, project=None, **settings)).failures()

    @property
    def schema_variable(self) -> str:
        """The environment variable that names the schema to build in; a DuckDB file has but one."""
        return f"SCV_{self.target.upper()}_SCHEMA"

    def table(self, schema: str, name: str) -> pa.Table:
        """The rows of a table in a schema of the project: `intermediate`, or nothing for the marts."""
        if self.warehouse is None:
            with duckdb.connect(str(self.folder / "scv.duckdb"), read_only=True) as connection:
                return connection.table(f"{'_'.join(filter(None, ('main', schema)))}.{name}").to_arrow_table()
        place = f"{'_'.join(filter(None, ('scv', schema)))}.{name}"
        columns = self.warehouse.schema(place)
        assert columns is not None
        return self.warehouse.read(place, columns.names)


def on_duckdb(demo: Build, folder: Path) -> AnyDemo:
    """The demo on DuckDB, copied to a folder: its database and what dbt wrote."""
    shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb")
    shutil.copytree(demo.folder / "target", folder / "target")
    return AnyDemo("duckdb", folder)


def on_server(built: ServerDemo) -> AnyDemo:
    """The demo as it stands on a server."""
    return AnyDemo(built.target, built.build.folder, built.settings, built.warehouse)
