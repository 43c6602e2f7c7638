"""A step's workbench beside the warehouse's own tables: read in place, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from scv.workbench import home_of, lend_at_home, workbench_at


class ServerSession:
    """A session whose tables are a server's, as `dbt_scv.session.Session`."""

    is_of_server = True


def databases(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The databases that a DuckDB has open, its own apart."""
    return {
        row[0]
        for row in connection.execute("select database_name from duckdb_databases() where not internal").fetchall()
    }


@pytest.mark.parametrize("fails", [False, True])
def test_a_workbench_at_home_reads_in_place_and_leaves_nothing(tmp_path: Path, fails: bool) -> None:
    with duckdb.connect(str(tmp_path / "house.duckdb")) as home:
        home.execute("create schema rooms")
        home.execute("create table rooms.chairs as select range as number from range(5)")
        before = databases(home)
        try:
            with workbench_at(home) as connection:
                lend_at_home(connection, "chairs", home.table("house.rooms.chairs").filter("number > 2"))
                connection.execute("create table mine as select * from chairs")
                assert connection.execute("select count(*) from mine").fetchall() == [(2,)]
                if fails:
                    connection.execute("select * from nothing")
        except duckdb.CatalogException:
            assert fails
        assert databases(home) == before == {"house"}
        assert home.execute("select table_name from duckdb_tables()").fetchall() == [("chairs",)]


def test_only_a_duckdb_is_a_home() -> None:
    with duckdb.connect() as session:
        assert home_of(session) is not None
    assert home_of(ServerSession()) is None
