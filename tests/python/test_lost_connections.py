"""A server's connection is killed in the middle of a Python model: a clear error, and nothing half-written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from small_project import SmallProject, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embedded_postgres import Server

SCHEMA = "cutting"
LOST = {
    "reading": r"reading .*many.*: the connection to {server} was lost",
    "writing": r"writing .*cut_off__dbt_tmp.*: the connection to {server} was lost",
    # It is dbt's own connection that is gone when the result is put in its place.
    "computing": r"terminating connection due to administrator command|server (socket )?closed",
}


@dataclass(frozen=True)
class Cut:
    """The small project, and the PostgreSQL that holds its tables, be it the target or behind the simulation."""

    project: SmallProject
    server: Server
    name: str

    def tables(self) -> dict[str, int]:
        """The tables that begin with the model's name, with how many rows each has."""
        names = self.server.run(
            "select relname from pg_class where relnamespace = %s::regnamespace and relkind = 'r'"
            " and relname like 'cut_off%%'",
            SCHEMA,
        )
        return {name: self.server.run(f"select count(*) from {SCHEMA}.{name}")[0][0] for (name,) in names}


@pytest.fixture(scope="module", params=["postgres", "redshift"])
def cut(request: pytest.FixtureRequest, postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cut]:
    """The small project on each server, built once as it should be."""
    schema = {f"SCV_{request.param.upper()}_SCHEMA": SCHEMA}
    folder = tmp_path_factory.mktemp(f"cut_on_{request.param}")
    with postgres.database_of_its_own() as own:
        if request.param == "redshift":
            front = request.getfixturevalue("redshift")
            server = replace(own, database=front["SCV_REDSHIFT_DATABASE"])
            made = Cut(SmallProject("redshift", {**front, **server.settings(), **schema}, folder), server, "Redshift")
        else:
            made = Cut(SmallProject("postgres", {**own.settings(), **schema}, folder), own, "PostgreSQL")
        made.server.run("create schema given")
        made.server.run(
            "create table given.many as"
            " select n, cast(repeat('x', 100) as varchar(100)) as text from generate_series(1, 400000) as n"
        )
        assert made.project.run("--select", "+cut_off").success
        yield made
        made.server.run("drop schema given cascade")
        made.server.run(f"drop schema {SCHEMA} cascade")


@pytest.mark.parametrize("moment", ["reading", "writing", "computing"])
def test_a_killed_connection_is_a_clear_error_and_leaves_the_earlier_table(cut: Cut, moment: str) -> None:
    status, message = outcome(cut.project.run("--select", "cut_off", phase=2, moment=moment), "cut_off")
    assert status == "error"
    assert re.search(LOST[moment].format(server=cut.name), message), message
    assert "Traceback" not in message
    assert cut.tables()["cut_off"] == 3
    assert outcome(cut.project.run("--select", "cut_off"), "cut_off")[0] == "success"
    assert cut.tables() == {"cut_off": 3}
