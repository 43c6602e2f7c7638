"""A build of the project in a folder of its own, and a way to ask what it made."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from pathlib import Path

    from dbt.cli.main import dbtRunnerResult

PASSED = ("success", "pass", "no-op")


@dataclass(frozen=True)
class Build:
    """A built database: where it is, and what dbt said of it."""

    folder: Path
    answer: dbtRunnerResult

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query; `{name}` stands for the table of that model."""
        with duckdb.connect(str(self.folder / "scv.duckdb"), read_only=True) as connection:
            tables = connection.execute("select table_name, table_schema from information_schema.tables").fetchall()
            places = {name: f'"{schema}"."{name}"' for name, schema in tables}
            return connection.execute(query.format(**places)).fetchall()

    def failures(self) -> list[str]:
        """Return what did not pass, each with its message."""
        if self.answer.exception is not None:
            return [str(self.answer.exception)]
        nodes = getattr(self.answer.result, "results", [])
        return [f"{node.node.name}: {node.message}" for node in nodes if node.status not in PASSED]


def copy_project(folder: Path) -> Path:
    """Copy what dbt needs of the project, for a test that changes a seed; its extracts stay where they are."""
    project = project_directory()
    for part in (
        "macros",
        "models",
        "python_models",
        "seeds",
        "snapshots",
        "analyses",
        "tests/generic",
        "tests/singular",
    ):
        shutil.copytree(project / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dbt_project.yml", "profiles.example.yml"):
        shutil.copy(project / name, folder / name)
    return folder


def build(folder: Path, *options: str, target: str = "duckdb", **settings: str) -> Build:
    """Run `dbt build` into a folder; settings are environment variables for as long as it runs."""
    command = ["build", "--quiet", *options]
    return Build(folder, run_dbt(command, project_directory(), folder, settings, target=target))
