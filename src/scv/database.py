"""The database that a build made, read or written to: a DuckDB file, or a server that dbt's profile names.

`python -m scv.database` says who is writing to the file, if anybody: DuckDB lets one process at a time.
"""

from __future__ import annotations

import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from scv.project import NotDuckDBError, ScvError, database_path

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from dbt_scv.warehouse import Warehouse

# A DuckDB file, or dbt's credentials of a server.
Place: TypeAlias = Any

# What `+schema` says in dbt_project.yml; another build's schema may begin with the same letters as this one's.
CUSTOM_SCHEMAS = ("staging", "intermediate", "reference", "stewardship")


def place_of_build(project: Path, file: Path | None = None, target: str | None = None) -> Place:
    """Where `dbt build` builds: the file if one is named, else a target of the profile, by default its own."""
    if file is not None:
        return file
    try:
        return database_path(project, target)
    except NotDuckDBError:
        from scv.warehouse import target_credentials

        return target_credentials(project, target)


def name_of(place: Place) -> str:
    """A place as people call it."""
    return str(place) if isinstance(place, Path) else f"{place.database} on {place.host} (schema {place.schema})"


@contextmanager
def built(place: Place, *needed: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A DuckDB connection to read a build by, and what each table is called there; a server's come when they are read.

    Raises ScvError when it isn't there, is in use, or lacks a table of `needed`.
    """
    opened = _file(place) if isinstance(place, Path) else _server(place)
    with opened as (connection, tables):
        _check(tables, needed, place)
        yield connection, tables


def change(place: Place, *statements: str, incoming: pa.Table | None = None) -> None:
    """Run statements in one transaction; `{name}` stands for the table of that model, `{incoming}` for the rows given.

    Errors are those of `built`.
    """
    if not isinstance(place, Path):
        _change_server(place, statements, incoming)
        return
    with _opened(place, read_only=False) as connection:
        places = {**_tables_of_file(connection), "incoming": "incoming"}
        if incoming is not None:
            connection.register("incoming", incoming)
        connection.begin()
        for statement in statements:
            connection.execute(statement.format(**places))
        connection.commit()


def add_rows(place: Place, table: str, rows: pa.Table, *before: str) -> None:
    """Add rows to a table of the build, after the statements of `before`, in one transaction (as `change`)."""
    columns = ", ".join(rows.column_names)
    change(place, *before, f"insert into {{{table}}} ({columns}) select {columns} from {{incoming}}", incoming=rows)


@contextmanager
def bench_of(place: Place, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that knows the tables of a build by their plain names: a file's all, a server's the needed.

    So what is tried out leaves nothing in the build. A file's tables are views; a server's are brought whole, for they
    are read many times. Raises ScvError as `built` does.
    """
    bench = _bench_of_file if isinstance(place, Path) else _bench_of_server
    with bench(place, *needed) as connection:
        yield connection


def why_not_opened(database: Path, error: Exception) -> str:
    """What to do about a database that DuckDB would not open, in the words of somebody who wants to get on."""
    holder = re.search(r"Conflicting lock is held in (.+) \(PID (\d+)\)", str(error))
    if holder is None:
        return f"{database} can't be opened: {str(error).splitlines()[0]}"
    program, process = holder.groups()
    return (
        f"{database} is in use: process {process} ({program}) is writing to it, most likely another build. DuckDB lets "
        "one write at a time, so this one did nothing. Wait for the other to end and try again, or build into another "
        "file: SCV_DUCKDB_PATH=other.duckdb make build"
    )


def _check(tables: dict[str, str], needed: tuple[str, ...], place: Place) -> None:
    """Raise ScvError when one of the tables needed isn't there."""
    lacking = set(needed) - tables.keys()
    if lacking:
        raise ScvError(f"{name_of(place)} lacks {', '.join(sorted(lacking))}: run `dbt build` first.")


@contextmanager
def _bench_of_file(database: Path, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Views over the tables of a DuckDB file."""
    import duckdb

    with built(database, *needed) as (_, tables):
        pass
    with duckdb.connect() as connection:
        connection.execute(f"attach '{str(database).replace(chr(39), chr(39) * 2)}' as built (read_only)")
        for name, place in tables.items():
            connection.execute(f'create view "{name}" as select * from built.{place}')
        yield connection


@contextmanager
def _bench_of_server(credentials: Any, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Copies of the tables of a server that are needed."""
    with built(credentials, *needed) as (connection, tables):
        for name in needed:
            connection.execute(f"create table brought as select * from {tables[name]}")
            connection.unregister(name)
            connection.execute(f"alter table brought rename to {name}")
        yield connection


def _change_server(credentials: Any, statements: tuple[str, ...], incoming: pa.Table | None) -> None:
    """Run statements on a server; rows come there as a table of their own, which goes again whatever happens."""
    from scv.warehouse import opened

    with opened(credentials) as warehouse:
        places = _tables_of_server(warehouse, credentials.schema)
        if incoming is None:
            warehouse.execute(*(statement.format(**places) for statement in statements))
            return
        landed = f'"{credentials.schema}"."incoming_{uuid.uuid4().hex}"'
        warehouse.write(landed, incoming)
        try:
            warehouse.execute(*(statement.format(**places, incoming=landed) for statement in statements))
        finally:
            warehouse.execute(f"drop table {landed}")


@contextmanager
def _file(database: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A read-only connection to a DuckDB file, and its tables with their schema."""
    with _opened(database, read_only=True) as connection:
        yield connection, _tables_of_file(connection)


@contextmanager
def _opened(database: Path, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a file that is there."""
    import duckdb

    if not database.is_file():
        raise ScvError(f"There is no database {database} yet: `make build` makes it.")
    try:
        connection = duckdb.connect(str(database), read_only=read_only)
    except duckdb.Error as error:
        raise ScvError(why_not_opened(database, error)) from error
    with connection:
        yield connection


@contextmanager
def _server(credentials: Any) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A DuckDB to which a server's tables come, column by column, when a query uses them."""
    from dbt_scv.session import Session
    from scv.warehouse import opened

    with opened(credentials) as warehouse:
        tables = _tables_of_server(warehouse, credentials.schema)
        with Session(warehouse, this="", is_empty=False) as session:
            names = _Registered(session, tables)
            yield session.connection, names


class _Registered(dict[str, str]):
    """A server's tables by name; each is known to the DuckDB from the moment that it is asked for."""

    def __init__(self, session: Any, tables: dict[str, str]) -> None:
        super().__init__(tables)
        self._session = session

    def __getitem__(self, name: str) -> str:
        """What the table is called in the DuckDB."""
        self._session.register_table(name, super().__getitem__(name))
        return f'"{name}"'


def _tables_of_file(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute("select table_name, table_schema from information_schema.tables").fetchall()
    return {name: f'"{schema}"."{name}"' for name, schema in rows}


def _tables_of_server(warehouse: Warehouse, schema: str) -> dict[str, str]:
    """The tables of the build's own schemas: the target's, and those that `dbt_project.yml` names after it."""
    schemas = {schema, *(f"{schema}_{name}" for name in CUSTOM_SCHEMAS)}
    place = "information_schema.tables"
    rows = warehouse.read(place, ["table_schema", "table_name"]).to_pylist()
    own = [row for row in rows if row["table_schema"] in schemas]
    return {row["table_name"]: f'"{row["table_schema"]}"."{row["table_name"]}"' for row in own}


def main() -> None:
    """Say on standard error why the profile's DuckDB file can't be written to now; nothing when it can."""
    from scv.project import project_directory

    try:
        with _opened(database_path(project_directory()), read_only=False):
            pass
    except NotDuckDBError:
        return
    except ScvError as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
