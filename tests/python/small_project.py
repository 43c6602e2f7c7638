"""The small project of Python models (tests/server_project), run on a server as often as a test asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

    from embedded_postgres import Server


@dataclass(frozen=True)
class SmallProject:
    """Where the small project runs; the PostgreSQL with its tables is the target, or stands behind the simulation."""

    target: str
    server: Server
    schema: str
    settings: Mapping[str, str]
    folder: Path

    def run(self, *options: str, **variables: Any) -> dbtRunnerResult:
        """`dbt run` with these vars."""
        given = "{" + ", ".join(f"{name}: {value}" for name, value in variables.items()) + "}"
        project = project_directory() / "tests" / "server_project"
        command = ["run", "--quiet", "--vars", given, *options]
        return run_dbt(command, project, self.folder, self.settings, target=self.target)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query over the project's tables."""
        return self.server.run(f"set search_path to {self.schema}; {query}", *values)

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table with PostgreSQL's own names of their types."""
        return dict(
            self.server.run(
                "select attname, format_type(atttypid, atttypmod) from pg_attribute"
                " where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum",
                table,
            )
        )


@contextmanager
def small_project(
    target: str, postgres: Server, front: Mapping[str, str], schema: str, folder: Path
) -> Iterator[SmallProject]:
    """The small project on a target, in a schema of its own, with an empty schema `given` for its sources.

    On PostgreSQL it runs as a role that may do what docs/warehouses.md says, and no more. `front` is the environment of
    a simulated Redshift before that PostgreSQL, when it is the target.
    """
    named = {f"SCV_{target.upper()}_SCHEMA": schema}
    if target == "postgres":
        with builder_of(postgres, f"builder_{schema}") as (own, builder):
            yield SmallProject(target, own, schema, {**builder.settings(), **named}, folder)
        return
    behind = replace(postgres, database=front["SCV_REDSHIFT_DATABASE"])
    behind.run("create schema given")
    yield SmallProject(target, behind, schema, {**front, **behind.settings(), **named}, folder)
    behind.run("drop schema given cascade")
    behind.run(f"drop schema {schema} cascade")


@contextmanager
def builder_of(postgres: Server, role: str) -> Iterator[tuple[Server, Server]]:
    """A database of its own, as its owner reaches it and as a role with the documented grants does."""
    password = f"of-{role}-4711"
    postgres.run(f"create role {role} login password '{password}'")
    try:
        with postgres.database_of_its_own() as own:
            own.run(f"grant connect, create on database {own.database} to {role}")
            own.run("create schema given")
            own.run(f"grant usage on schema given to {role}")
            own.run(f"alter default privileges in schema given grant select on tables to {role}")
            yield own, replace(own, user=role, password=password)
    finally:
        postgres.run(f"drop role {role}")


def outcome(answer: dbtRunnerResult, model: str) -> tuple[str, str]:
    """The status of a model, and its message."""
    if answer.exception is not None:
        raise answer.exception
    results: Any = answer.result
    return next((str(node.status), str(node.message)) for node in results.results if node.node.name == model)
