"""The database that a build made, opened to be read."""

from __future__ import annotations

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
    import duckdb

    if not database.is_file():
        raise ScvError(f"There is no database {database} yet: `make build` makes it.")
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise ScvError(f"{database} can't be opened: {str(error).splitlines()[0]}") from error
    with connection:
        rows = connection.execute("select table_name, table_schema from information_schema.tables").fetchall()
        tables = {name: f'"{schema}"."{name}"' for name, schema in rows}
        lacking = set(needed) - tables.keys()
        if lacking:
            raise ScvError(f"{database} lacks {', '.join(sorted(lacking))}: run `dbt build` first.")
        yield connection, tables
