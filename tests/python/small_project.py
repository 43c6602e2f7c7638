"""The small project of Python models (tests/server_project), run on a server as often as a test asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult


@dataclass(frozen=True)
class SmallProject:
    """Where the small project runs: a target, what its profile reads, the folder that dbt writes to."""

    target: str
    settings: Mapping[str, str]
    folder: Path

    def run(self, *options: str, **variables: Any) -> dbtRunnerResult:
        """`dbt run` with these vars."""
        given = "{" + ", ".join(f"{name}: {value}" for name, value in variables.items()) + "}"
        project = project_directory() / "tests" / "server_project"
        command = ["run", "--quiet", "--vars", given, *options]
        return run_dbt(command, project, self.folder, self.settings, target=self.target)


def outcome(answer: dbtRunnerResult, model: str) -> tuple[str, str]:
    """The status of a model, and its message."""
    if answer.exception is not None:
        raise answer.exception
    results: Any = answer.result
    return next((str(node.status), str(node.message)) for node in results.results if node.node.name == model)
