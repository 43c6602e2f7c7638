"""Types and connection options of PostgreSQL on the way to a Python model and back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from dbt.adapters.postgres.connections import PostgresCredentials
from dbt_common.helper_types import Port

from dbt_scv.postgres import open_warehouse
from small_project import SmallProject, outcome, small_project

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture(scope="module")
def project(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallProject]:
    """The small project in a database of its own, with a table of every type that went through Python."""
    with small_project("postgres", postgres, {}, "scv", tmp_path_factory.mktemp("types")) as made:
        made.server.run(EVERY_TYPE)
        for row in ROWS:
            made.server.run(f"insert into given.every_type values ({row})".replace("%", "%%"))
        made.server.run("create table given.no_rows as select * from given.every_type limit 0")
        answer = made.run("--select", "every_type_back", "no_rows_back")
        assert [outcome(answer, name) for name in ("every_type_back", "no_rows_back")] == [
            ("success", "4 rows"),
            ("success", "0 rows"),
        ]
        yield made


def test_every_value_of_every_type_comes_back_as_it_was(project: SmallProject) -> None:
    read = "select id, {columns} from {table} order by id"
    kinds = project.columns("given.every_type")
    shown = ", ".join(f"{name}::text" for name in kinds if name != "id")
    before = project.server.run(read.format(columns=shown, table="given.every_type"))
    after = project.server.run(read.format(columns=shown, table="scv.every_type_back"))
    # A numeric without digits of its own gets those that its values need: the same numbers, zeros at the end.
    position = list(kinds).index("loose")
    for row_before, row_after in zip(before, after, strict=True):
        for place, (value_before, value_after) in enumerate(zip(row_before, row_after, strict=True)):
            if place == position and value_before is not None:
                assert float(value_before) == float(value_after)
            else:
                assert value_before == value_after


def test_types_come_back_too_but_for_those_that_arrow_has_as_text(project: SmallProject) -> None:
    changed = {"code": "text", "token": "text", "loose": "numeric(9,3)"}
    expected = {**project.columns("given.every_type"), **changed}
    assert project.columns("scv.every_type_back") == expected


def test_an_empty_table_comes_back_with_its_columns(project: SmallProject) -> None:
    assert project.columns("scv.no_rows_back") == {
        **project.columns("given.no_rows"),
        "code": "text",
        "token": "text",
        "loose": "numeric(1,0)",
    }


def credentials(server: Server, **options: Any) -> PostgresCredentials:
    """What dbt makes of a profile with these options."""
    return PostgresCredentials(
        host=server.host,
        port=Port(server.port),
        user=server.user,
        password=server.password,
        database=server.database,
        schema="scv",
        **options,
    )


def test_without_a_column_rows_are_counted(project: SmallProject) -> None:
    with closing(open_warehouse(credentials(project.server), {})) as warehouse:
        assert warehouse.read("given.every_type", []).num_rows == 4


def test_role_search_path_and_name_of_the_profile_hold_for_transfers(project: SmallProject) -> None:
    server = project.server
    server.run(
        "create view given.who as select current_user::text as name, current_setting('search_path') as path,"
        " current_setting('application_name') as application"
    )
    named = credentials(server, role="pg_read_all_data", search_path="given, public", application_name="nightly")
    with closing(open_warehouse(named, {})) as warehouse:
        schema = warehouse.schema("who")
        assert schema is not None
        rows = warehouse.read("who", schema.names).to_pylist()
    assert rows == [{"name": "pg_read_all_data", "path": "given, public", "application": "nightly"}]
