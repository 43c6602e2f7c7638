"""The database that a build made: opened to be read, copied into a workbench, or written to.

`python -m scv.database` says who is writing to it, if anybody: DuckDB lets one process at a time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scv.project import ScvError

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


@contextmanager
def built(database: Path, *needed: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A read-only connection to a built DuckDB database, and each table's name with its schema before it.

    Raises ScvError when the file isn't there, is in use, or lacks a table of `needed`.
    """
    with _opened(database, read_only=True) as connection:
        yield connection, _tables(connection, database, needed)


@contextmanager
def writable(database: Path, *needed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write to a built DuckDB database; raises ScvError as `built` does."""
    with _opened(database, read_only=False) as connection:
        _tables(connection, database, needed)
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


def _tables(connection: duckdb.DuckDBPyConnection, database: Path, needed: tuple[str, ...]) -> dict[str, str]:
    """Every table's name with its schema before it; raises ScvError when one of `needed` isn't there."""
    rows = connection.execute("select table_name, table_schema from information_schema.tables").fetchall()
    tables = {str(name): f'"{schema}"."{name}"' for name, schema in rows}
    lacking = set(needed) - tables.keys()
    if lacking:
        raise ScvError(f"{database} lacks {', '.join(sorted(lacking))}: run `dbt build` first.")
    return tables


def main() -> None:
    """Say on standard error why the profile's database can't be written to now; nothing when it can."""
    from scv.project import database_path, project_directory

    try:
        with _opened(database_path(project_directory()), read_only=False):
            pass
    except ScvError as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
