"""The dbt project on this machine: where it is, how dbt runs in it, and which database it builds."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

PROJECT_FILE = "dbt_project.yml"
EXAMPLE_PROFILES = "profiles.example.yml"


class ScvError(Exception):
    """Something that the person at the terminal can put right; its message says what."""


class NotDuckDBError(ScvError):
    """The profile's target is a server."""


def project_directory() -> Path:
    """Return the project's folder: SCV_PROJECT_DIR, else the one we are in, else the one installed from.

    Raises ScvError when none of these holds a dbt_project.yml.
    """
    named = os.environ.get("SCV_PROJECT_DIR")
    if named:
        if not (Path(named) / PROJECT_FILE).is_file():
            raise ScvError(f"SCV_PROJECT_DIR is '{named}', but there is no {PROJECT_FILE} in it.")
        return Path(named).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (folder / PROJECT_FILE).is_file() and (folder / "python_models").is_dir():
            return folder
    raise ScvError("No scv project here. Change to its folder, or name it in SCV_PROJECT_DIR.")


@contextmanager
def environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for as long as the block lasts."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_dbt(
    command: Sequence[str],
    project: Path,
    scratch: Path,
    settings: Mapping[str, str] | None = None,
    on_event: Callable[[Any], None] | None = None,
    target: str = "duckdb",
) -> dbtRunnerResult:
    """Run dbt in this process with the example profile, and return what it says.

    What dbt writes (target, logs, profile, database `scv.duckdb`) goes to `scratch`, so a run
    never touches the project's own database. Paths in the project stay relative to its folder.
    """
    from dbt.cli.main import dbtRunner

    scratch.mkdir(parents=True, exist_ok=True)
    profiles = next(folder for folder in (project, *project.parents) if (folder / EXAMPLE_PROFILES).is_file())
    (scratch / "profiles.yml").write_text((profiles / EXAMPLE_PROFILES).read_text())
    folders = {
        "--project-dir": project,
        "--profiles-dir": scratch,
        "--target-path": scratch / "target",
        "--log-path": scratch / "logs",
    }
    arguments = [*command, "--target", target]
    for option, folder in folders.items():
        arguments += [option, str(folder.resolve())]
    database = {"SCV_DUCKDB_PATH": str((scratch / "scv.duckdb").resolve())}
    back = Path.cwd()
    os.chdir(project)
    try:
        with environment({**database, **(settings or {})}):
            return dbtRunner(callbacks=[on_event] if on_event else []).invoke(arguments)
    finally:
        os.chdir(back)
        _release_database()


def _release_database() -> None:
    """Close what dbt keeps open for the life of the process, a DuckDB file among it."""
    from dbt.adapters.factory import cleanup_connections

    cleanup_connections()
    connections = sys.modules.get("dbt.adapters.duckdb.connections")
    if connections is not None:
        connections.DuckDBConnectionManager.close_all_connections()
    gc.collect()


def database_path(project: Path, target: str | None = None) -> Path:
    """Return the DuckDB file that `dbt build` writes, as the project's profile says of a target, by default its own.

    Raises ScvError when there is no profile, and NotDuckDBError when its target is a server.
    """
    import yaml
    from jinja2 import Environment

    profile = project / "profiles.yml"
    if not profile.is_file():
        raise ScvError(f"There is no {profile}: `make build` makes it from the example.")
    outline = yaml.safe_load(profile.read_text())["scv"]
    render = Environment(autoescape=False).from_string
    env_var = {"env_var": lambda name, default="": os.environ.get(name, default)}
    target = target or render(str(outline["target"])).render(env_var)
    output = outline["outputs"].get(target, {})
    if output.get("type") != "duckdb":
        raise NotDuckDBError(
            f"The profile's target '{target}' is not a DuckDB database, and this command reads no other: "
            "name a DuckDB file with --database."
        )
    return project / render(str(output["path"])).render(env_var)
