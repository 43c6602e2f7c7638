"""PostgreSQL: tables move by COPY, over connections that dbt's own adapter opens, so that every profile option holds.

COPY's text goes through DuckDB's CSV reader and writer, which work in parallel and turn it into Arrow and back.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pyarrow as pa
from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.postgres.connections import PostgresConnectionManager

from dbt_scv import postgres_types as types
from dbt_scv.duck import utc_duckdb
from dbt_scv.names import quoted
from dbt_scv.warehouse import BuildingError, Warehouse, WarehouseError

# How COPY writes what has several forms.
FORMS = (
    "set client_encoding to 'UTF8'; set timezone to 'UTC'; set datestyle to 'ISO'; set intervalstyle to 'postgres'; "
    "set extra_float_digits to 1"
)
CHUNK = 1 << 20
LONGEST_ROW = 1 << 24
LOCK_HOLDER = """
    select held.pid, date_trunc('second', activity.backend_start), coalesce(host(activity.client_addr), 'its own host')
    from pg_locks as held left join pg_stat_activity as activity using (pid)
    where held.locktype = 'advisory' and held.granted and held.objsubid = 1
        and (held.classid::bigint << 32 | held.objid::bigint) = hashtextextended(%s, 0)
        and held.database = (select oid from pg_database where datname = current_database())
"""


def open_warehouse(credentials: Any, settings: Mapping[str, Any]) -> Warehouse:
    """The PostgreSQL database that dbt's credentials name."""
    return PostgresWarehouse(credentials)


def lock_builds(credentials: Any, schema: str) -> Any:
    """A connection that holds the lock of this schema's builds until it is closed, or its process ends.

    Raises BuildingError when another holds it.
    """
    key = f"scv builds {schema}"
    connection = _connect(credentials)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", (key,))
        if cursor.fetchone()[0]:
            return connection
        cursor.execute(LOCK_HOLDER, (key,))
        found = cursor.fetchone()
    connection.close()
    raise BuildingError(schema, " (server process {}, connected since {} from {})".format(*found) if found else "")


class PostgresWarehouse:
    """A PostgreSQL database. Each transfer has a connection of its own, so none waits idle while a model computes."""

    def __init__(self, credentials: Any) -> None:
        self._credentials = credentials
        self._folder = tempfile.TemporaryDirectory(prefix="dbt_scv_")
        self._columns: dict[str, dict[str, str]] = {}

    def schema(self, table: str) -> pa.Schema | None:
        """The columns of a table or view; None when there is none."""
        with self._cursor(f"looking at {table}") as cursor:
            cursor.execute("select to_regclass(%s) is null", (table,))
            if cursor.fetchone()[0]:
                return None
            columns = types.duckdb_columns(cursor, table)
        self._columns[table] = columns
        with utc_duckdb() as connection:
            nothing = ", ".join(f"cast(null as {kind}) as {quoted(name)}" for name, kind in columns.items())
            return connection.sql(f"select {nothing} limit 0").to_arrow_table().schema

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """All rows of these columns."""
        if table not in self._columns:
            self.schema(table)
        file = self._new_file()
        kinds = {name: self._columns[table][name] for name in columns or list(self._columns[table])[:1]}
        listed = ", ".join(quoted(name) for name in kinds)
        with self._cursor(f"reading {table}") as cursor, file.open("wb") as target:
            # A last column that is never null: a line is not empty then, whatever the others are.
            query = f"select {listed}, 0 from {table}"
            cursor.copy_expert(f"copy ({query}) to stdout (format csv)", target, size=CHUNK)
        try:
            return _from_csv(file, kinds).select(columns)
        except duckdb.Error as error:
            raise WarehouseError(f"reading {table}: {error}") from error
        finally:
            file.unlink()

    def write(self, table: str, rows: pa.Table) -> None:
        """Make the table with these rows and count them for the planner, in one transaction."""
        file = self._new_file()
        definitions = _to_csv(rows, file)
        with self._cursor(f"writing {table}") as cursor, file.open("rb") as source:
            cursor.execute(f"create table {table} ({definitions})")
            cursor.copy_expert(f"copy {table} from stdin (format csv)", source, size=CHUNK)
            cursor.execute(f"analyze {table}")
        file.unlink()

    def execute(self, *statements: str) -> None:
        """Run statements in one transaction."""
        with self._cursor("running a statement") as cursor:
            for statement in statements:
                cursor.execute(statement)

    def close(self) -> None:
        """Remove what was staged."""
        self._folder.cleanup()

    def _new_file(self) -> Path:
        """A file of its own for each transfer: DuckDB may scan two tables at the same time."""
        return Path(self._folder.name, f"{uuid.uuid4().hex}.csv")

    @contextmanager
    def _cursor(self, doing: str) -> Iterator[Any]:
        """A cursor on a connection of its own; what was done is committed at the end, or not at all."""
        connection = _connect(self._credentials)
        try:
            with connection.cursor() as cursor:
                cursor.execute(FORMS)
                yield cursor
            connection.commit()
        except psycopg2.Error as error:
            said = str(error).strip() or type(error).__name__
            lost = "the connection to PostgreSQL was lost: " if connection.closed else ""
            raise WarehouseError(f"{doing}: {lost}{said}") from error
        finally:
            connection.close()


def _connect(credentials: Any) -> Any:
    """A connection of its own, with every option of the profile."""
    return PostgresConnectionManager.open(
        Connection(type=credentials.type, name=None, credentials=credentials, state=ConnectionState.INIT)
    ).handle


def _from_csv(file: Path, kinds: Mapping[str, str]) -> pa.Table:
    """The rows of a file that COPY wrote, as Arrow."""
    columns = {
        **{f"c{number}": types.CSV_FORMS.get(kind, kind) for number, kind in enumerate(kinds.values())},
        "n": "TINYINT",
    }
    values = [types.from_csv(f"c{number}", kind) for number, kind in enumerate(kinds.values())]
    listed = ", ".join(f"{value} as {quoted(name)}" for value, name in zip(values, kinds, strict=True))
    with utc_duckdb() as connection:
        return connection.sql(
            f"""
            select {listed} from read_csv(
                ?, header = false, auto_detect = false, columns = {columns}, delim = ',', quote = '"', escape = '"',
                nullstr = '', allow_quoted_nulls = false, max_line_size = {LONGEST_ROW}, buffer_size = {2 * LONGEST_ROW}
            )
            """,
            params=[str(file)],
        ).to_arrow_table()


def _to_csv(rows: pa.Table, file: Path) -> str:
    """Write the rows as COPY reads them; returns the definitions of the columns."""
    with utc_duckdb() as connection:
        connection.register("result", rows)
        kinds: Sequence[tuple[str, str]] = [row[:2] for row in connection.execute("describe result").fetchall()]
        values = ", ".join(types.to_csv(quoted(name), kind) for name, kind in kinds)
        connection.execute(f"copy (select {values} from result) to '{file}' (format csv, header false)")
        connection.unregister("result")
    return ", ".join(f"{quoted(name)} {types.postgres_type(kind)}" for name, kind in kinds)
