"""Python models on PostgreSQL: what dbt's documentation promises of them, types, failures."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from dbt.adapters.postgres.connections import PostgresCredentials
from dbt_common.helper_types import Port

from dbt_scv.postgres import open_warehouse
from small_project import SmallProject, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dbt.cli.main import dbtRunnerResult

    from embedded_postgres import Server

EVERY_TYPE = """
    create table given.every_type (
        id integer, small smallint, big bigint, price numeric(12, 2), wide numeric(38, 10), loose numeric,
        ratio double precision, share real, flag boolean, day date, clock time, moment timestamp, instant timestamptz,
        label text, code varchar(5), token uuid, raw bytea, span interval
    )
"""
ROWS = (
    "1, 32767, 9223372036854775807, -9999999999.99, 1234567890123456789012345678.0123456789, 0.1, 0.1, 0.1, true,"
    " '2024-02-29', '23:59:59.999999', '2024-02-29 12:33:10.123456', '2024-07-01 12:00:00+05:30', 'plain', 'abc',"
    " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\x00ff10', '1 month 2 days 03:04:05'",
    "2, -32768, -9223372036854775808, 0, 0, 123456.789, 'infinity', 1e-30, false, '0001-01-01', '00:00',"
    " '9999-12-31 23:59:59', '1900-01-01 00:00:00Z',"
    ""
    " E'Zoë “Zo” O''Neil, \\n 株式会社 \\t\\r \\\\N 😀', '', null, '', null",
    "3, null, null, null, null, null, null, null, null, null, null, null, null, '', null, null, null, null",
    "4, 0, 0, 0.10, -0.0000000001, -7, -0.0, 0, true, '1970-01-01', '12:00', '1969-12-31 23:59:59.5',"
    " '1970-01-01 00:00:00+00', 'NULL', '\\N', '00000000-0000-0000-0000-000000000000', '\\x', '-1 day'",
)


@dataclass(frozen=True)
class Runs:
    """What dbt said of each run of the small project, and the database that it ran in."""

    server: Server
    project: SmallProject
    first: dbtRunnerResult
    second: dbtRunnerResult


@pytest.fixture(scope="module")
def runs(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The small project in a database of its own, run in two phases."""
    folder = tmp_path_factory.mktemp("server_models")
    with postgres.database_of_its_own() as server:
        server.run("create schema given")
        server.run(EVERY_TYPE)
        for row in ROWS:
            server.run(f"insert into given.every_type values ({row})".replace("%", "%%"))
        server.run("create table given.no_rows as select * from given.every_type limit 0")
        project = SmallProject("postgres", server.settings(), folder)
        first = project.run("--exclude", "cut_off")
        second = project.run("--exclude", "cut_off", phase=2)
        yield Runs(server, project, first, second)


def columns(server: Server, table: str) -> dict[str, str]:
    """The columns of a table with PostgreSQL's own names of their types."""
    return dict(
        server.run(
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
            " where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum",
            table,
        )
    )


def test_every_value_of_every_type_comes_back_as_it_was(runs: Runs) -> None:
    assert outcome(runs.first, "every_type_back") == ("success", "4 rows")
    read = "select id, {columns} from {table} order by id"
    kinds = columns(runs.server, "given.every_type")
    shown = ", ".join(f"{name}::text" for name in kinds if name != "id")
    before = runs.server.run(read.format(columns=shown, table="given.every_type"))
    after = runs.server.run(read.format(columns=shown, table="scv.every_type_back"))
    # A numeric without digits of its own gets those that its values need: the same numbers, zeros at the end.
    position = list(kinds).index("loose")
    for row_before, row_after in zip(before, after, strict=True):
        for place, (value_before, value_after) in enumerate(zip(row_before, row_after, strict=True)):
            if place == position and value_before is not None:
                assert float(value_before) == float(value_after)
            else:
                assert value_before == value_after


def test_types_come_back_too_but_for_those_that_arrow_has_as_text(runs: Runs) -> None:
    changed = {"code": "text", "token": "text", "loose": "numeric(9,3)"}
    expected = {**columns(runs.server, "given.every_type"), **changed}
    assert columns(runs.server, "scv.every_type_back") == expected


def test_an_empty_table_comes_back_with_its_columns(runs: Runs) -> None:
    assert outcome(runs.first, "no_rows_back") == ("success", "0 rows")
    assert columns(runs.server, "scv.no_rows_back") == {
        **columns(runs.server, "given.no_rows"),
        "code": "text",
        "token": "text",
        "loose": "numeric(1,0)",
    }


def test_arrow_batches_are_a_result_like_any(runs: Runs) -> None:
    rows = runs.server.run("select letter, place from scv.from_batches order by place")
    assert rows == [("a", 1.0), ("b", 2.0), (None, None)]


def test_meta_and_parameters_reach_the_model(runs: Runs) -> None:
    assert runs.server.run("select distinct unit from scv.numbers") == [("metres",)]


def test_an_increment_replaces_by_unique_key_and_may_add_columns(runs: Runs) -> None:
    rows = runs.server.run("select number, state, known from scv.kept_up order by number")
    assert rows == [(1, "first", None), (2, "first", None), (3, "second", 3), (4, "new", 0)]


def test_without_a_unique_key_an_increment_is_appended(runs: Runs) -> None:
    rows = runs.server.run("select phase, count(*) from scv.appended group by phase order by phase")
    assert rows == [(1, 3), (2, 3)]


def test_grants_of_the_config_hold_for_python_models_and_for_no_others(runs: Runs) -> None:
    may_read = "select has_table_privilege('pg_monitor', %s, 'select')"
    tables = ("scv.numbers", "scv.appended", "scv.kept_up")
    assert [runs.server.run(may_read, table)[0][0] for table in tables] == [True, True, False]


def test_a_model_that_raises_shows_its_own_lines_and_leaves_the_earlier_table(runs: Runs) -> None:
    status, message = outcome(runs.second, "falls_over")
    assert status == "error"
    assert 'File "models/falls_over.py", line 7, in model' in message
    assert 'File "models/falls_over.py", line 2, in length_of' in message
    assert "return len(word)" in message
    assert "TypeError: object of type 'NoneType' has no len()" in message
    assert "submission.py" not in message
    assert runs.server.run("select letters from scv.falls_over") == [(3,)]


def test_a_package_that_is_not_there_is_named_before_the_model_runs(runs: Runs) -> None:
    status, message = outcome(runs.first, "asks_for_package")
    assert status == "error"
    assert "no-such-package>=3" in message
    assert "pip install" in message


def test_a_full_refresh_begins_anew_and_empty_brings_no_rows(runs: Runs) -> None:
    runs.project.run("--select", "appended", "kept_up", "--full-refresh")
    assert runs.server.run("select count(*), min(phase), max(phase) from scv.appended") == [(3, 1, 1)]
    assert list(columns(runs.server, "scv.kept_up")) == ["number", "state"]
    runs.project.run("--select", "appended", "--full-refresh", "--empty")
    assert runs.server.run("select count(*) from scv.appended") == [(0,)]


def test_no_log_or_compiled_file_holds_the_password(runs: Runs) -> None:
    files = [file for file in runs.project.folder.rglob("*") if file.is_file()]
    assert any(file.name == "dbt.log" for file in files)
    assert not [file for file in files if runs.server.password.encode() in file.read_bytes()]


def test_role_search_path_and_name_of_the_profile_hold_for_transfers(runs: Runs) -> None:
    server = runs.server
    server.run(
        "create view given.who as select current_user::text as name, current_setting('search_path') as path,"
        " current_setting('application_name') as application"
    )
    credentials = PostgresCredentials(
        host=server.host,
        port=Port(server.port),
        user=server.user,
        password=server.password,
        database=server.database,
        schema="scv",
        role="pg_read_all_data",
        search_path="given, public",
        application_name="nightly",
    )
    with closing(open_warehouse(credentials, {})) as warehouse:
        schema = warehouse.schema("who")
        assert schema is not None
        rows = warehouse.read("who", schema.names).to_pylist()
    assert rows == [{"name": "pg_read_all_data", "path": "given, public", "application": "nightly"}]
