"""The demo on a server: raw extracts loaded, the model that DuckDB's build trained promoted, every dbt test run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from builds import Build, build
from scv.load import load
from scv.project import environment, project_directory, run_dbt
from scv.warehouse import opened, target_credentials

if TYPE_CHECKING:
    from datetime import datetime

    from dbt.cli.main import dbtRunnerResult

    from dbt_scv.warehouse import Warehouse

REGISTRY = "linkage_registry"


@dataclass(frozen=True)
class ServerDemo:
    """The demo as it was built on a server, a way to read it, and what the profile reads."""

    target: str
    build: Build
    warehouse: Warehouse
    credentials: Any
    settings: Mapping[str, str]

    def dbt(self, *command: str, project: Path | None = None, **settings: str) -> dbtRunnerResult:
        """Run dbt there once more."""
        given = {**self.settings, **settings}
        return run_dbt(
            [*command, "--quiet"], project or project_directory(), self.build.folder, given, target=self.target
        )


@contextmanager
def demo_on_server(target: str, settings: Mapping[str, str], demo: Build, folder: Path) -> Iterator[ServerDemo]:
    """Build the demo on a target at the same moment as on DuckDB."""
    import scv.identity.steps

    moment: datetime = demo.rows("select started_at from {pin_runs}")[0][0]
    project = project_directory()
    shutil.copy(project / "profiles.example.yml", folder / "profiles.yml")
    with environment(settings), pytest.MonkeyPatch.context() as patch:
        patch.setattr(scv.identity.steps, "now", lambda: moment)
        credentials = target_credentials(project, target, profiles=folder)
        assert len(list(load(project / "data" / "demo", project, credentials))) > 20
        with opened(credentials) as warehouse:
            promote(warehouse, demo, "scv_intermediate")
            yield ServerDemo(target, build(folder, target=target), warehouse, credentials, settings)


def promote(warehouse: Warehouse, demo: Build, schema: str) -> None:
    """Put the demo's trained model where a build on the server looks for one."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        models = connection.sql(f"select * from main_intermediate.{REGISTRY}").to_arrow_table()
    warehouse.execute(f"create schema {schema}")
    warehouse.write(f"{schema}.{REGISTRY}", models)
