"""The database that a build made, read or written to: a DuckDB file, or a server that dbt's profile names.

`python -m scv.database` says who is writing to the file, if anybody: DuckDB lets one process at a time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from scv.project import NotDuckDBError, ScvError, database_path

if TYPE_CHECKING:
    import duckdb

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


def change(place: Place, *statements: str) -> None:
    """Run statements in one transaction; `{name}` stands for the table of that model. Errors are those of `built`.

    Raises ScvError, too, while a build writes to the same place.
    """
    if not isinstance(place, Path):
        from scv.warehouse import no_build, opened

        with opened(place) as warehouse, no_build(place):
            places = _tables_of_server(warehouse, place.schema)
            warehouse.execute(*(statement.format(**places) for statement in statements))
        return
    with _opened(place, read_only=False) as connection:
        places = _tables_of_file(connection)
        connection.begin()
        for statement in statements:
            connection.execute(statement.format(**places))
        connection.commit()


@contextmanager
def writable(database: Path, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write to a built DuckDB database; raises ScvError as `built` does."""
    with _opened(database, read_only=False) as connection:
        _check(_tables_of_file(connection), needed, database)
        yield connection


@contextmanager
def bench_of(database: Path, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory in which the tables of a built database are views under their plain names.

    So what is tried out leaves nothing in the database. Raises ScvError as `built` does.
    """
    import duckdb

    with built(database, *needed) as (_, tables):
        pass
    with duckdb.connect() as connection:
        connection.execute(f"attach '{str(database).replace(chr(39), chr(39) * 2)}' as built (read_only)")
        for name, place in tables.items():
            connection.execute(f'create view "{name}" as select * from built.{place}')
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


def place_of(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """A table's name with its schema before it; raises ScvError when there is none."""
    rows = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [table]
    ).fetchall()
    if not rows:
        raise ScvError(f"There is no table {table}: run `dbt build` first.")
    return f'"{rows[0][0]}"."{table}"'


def _check(tables: dict[str, str], needed: tuple[str, ...], place: Place) -> None:
    """Raise ScvError when one of the tables needed isn't there."""
    lacking = set(needed) - tables.keys()
    if lacking:
        raise ScvError(f"{name_of(place)} lacks {', '.join(sorted(lacking))}: run `dbt build` first.")


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
