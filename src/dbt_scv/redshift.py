"""Redshift: tables move as Parquet through a staging place on S3, by UNLOAD and COPY, when settings name one.

Without one they go through the driver, row after row, which is meant for small tables and says so in the log.
Settings: `s3_staging` (s3://bucket/prefix), `iam_role` (the role that the cluster assumes for it), `dist` and `sort` of
a table that is written. The environment may say what they don't: SCV_REDSHIFT_S3_STAGING, SCV_REDSHIFT_IAM_ROLE.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pyarrow as pa
import redshift_connector
from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.redshift.connections import RedshiftConnectionManager

from dbt_scv import redshift_types as types
from dbt_scv.names import parts_of, quoted
from dbt_scv.s3_staging import Staging
from dbt_scv.warehouse import BuildingError, Warehouse, WarehouseError

log = AdapterLogger("dbt_scv")
MISSING = ("42P01", "3F000")  # SQLSTATE: no such table, no such schema
BROKEN = (OSError, struct.error, redshift_connector.InterfaceError)  # what the driver raises when nobody answers
FAILURES = (redshift_connector.Error, *BROKEN)
ENDS = ("FATAL", "PANIC")  # severities of an error after which the server hangs up
FETCHED_ROWS = 50_000
BOUND_VALUES = 30_000  # the driver's limit is 32767 a statement
CANCELLED = "57014"  # SQLSTATE: the statement took too long
WAIT_FOR_LOCK = 5_000  # milliseconds

_told: set[str] = set()


def open_warehouse(credentials: Any, settings: Mapping[str, Any]) -> Warehouse:
    """The Redshift database that dbt's credentials name."""
    place = settings.get("s3_staging") or os.environ.get("SCV_REDSHIFT_S3_STAGING")
    role = settings.get("iam_role") or os.environ.get("SCV_REDSHIFT_IAM_ROLE")
    if bool(place) != bool(role):
        raise WarehouseError("S3 staging needs both a place (redshift_s3_staging) and a role (redshift_iam_role).")
    staging = Staging.at(place, role, credentials) if place and role else None
    if staging is None and credentials.host not in _told:
        _told.add(credentials.host)
        log.info(
            "No S3 staging place is set: rows of Python models go through the driver, which is slow beyond some "
            "100,000 rows. docs/redshift.md says how to set redshift_s3_staging and redshift_iam_role."
        )
    return RedshiftWarehouse(credentials, staging, settings)


def lock_builds(credentials: Any, schema: str) -> Any:
    """A connection that holds the lock of this schema's builds until it is closed, or its process ends.

    Redshift has no advisory locks: it is a table of the schema, locked by a transaction that stays open. Raises
    BuildingError when another holds it.
    """
    table = f'{quoted(schema)}."build_lock"'
    connection = _connect(credentials)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"create table if not exists {table} (nothing smallint)")
            connection.commit()
            cursor.execute(f"set statement_timeout to {WAIT_FOR_LOCK}")
            cursor.execute(f"lock table {table}")
            cursor.execute("set statement_timeout to 0")
    except FAILURES as error:
        _close(connection)
        if _code(error) == CANCELLED:
            raise BuildingError(schema) from error
        raise WarehouseError(f"locking {table}: {_said(error)}") from error
    return connection


class RedshiftWarehouse:
    """A Redshift database. Each transfer has a connection of its own, so none waits idle while a model computes."""

    def __init__(self, credentials: Any, staging: Staging | None, settings: Mapping[str, Any]) -> None:
        self._credentials = credentials
        self._staging = staging
        self._storage = storage_clauses(settings)
        self._columns: dict[str, dict[str, types.Column]] = {}

    def schema(self, table: str) -> pa.Schema | None:
        """The columns of a table or view; None when there is none."""
        try:
            with self._cursor(f"looking at {table}") as cursor:
                cursor.execute(f"select * from {table} limit 0")
                columns = types.described(cursor)
        except WarehouseError as error:
            if _code(error.__cause__) in MISSING:
                return None
            raise
        self._columns[table] = {column.name: column for column in columns}
        return pa.schema([(column.name, column.arrow) for column in columns])

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """All rows of these columns."""
        if table not in self._columns:
            self.schema(table)
        wanted = [self._columns[table][name] for name in columns] or [types.Column("one", types.INT4, -1)]
        values = [f"{column.unloaded} as {quoted(column.name)}" for column in wanted] if columns else ["1 as one"]
        query = f"select {', '.join(values)} from {table}"
        with self._cursor(f"reading {table}") as cursor:
            by_s3 = self._staging is not None and not _is_catalogue(table)
            rows = self._unload(cursor, query, wanted) if by_s3 else _fetch(cursor, query, wanted)
        return rows.select(columns)

    def write(self, table: str, rows: pa.Table) -> None:
        """Make the table with these rows, in one transaction."""
        landed = types.landed(rows)
        definitions = types.definitions(landed)
        with self._cursor(f"writing {table}") as cursor:
            cursor.execute(f"create table {table} ({definitions}){self._storage}")
            if self._staging and landed.num_rows:
                self._copy(cursor, table, landed)
            else:
                _insert(cursor, table, landed)

    def execute(self, *statements: str) -> None:
        """Run statements in one transaction."""
        with self._cursor("running a statement") as cursor:
            for statement in statements:
                cursor.execute(statement)

    def close(self) -> None:
        """Nothing stays open or staged between transfers."""

    def _unload(self, cursor: Any, query: str, columns: list[types.Column]) -> pa.Table:
        assert self._staging
        with self._staging.folder() as folder:
            literal = query.replace("'", "''")
            cursor.execute(f"unload ('{literal}') to '{folder}' iam_role '{self._staging.role}' format as parquet")
            return types.as_declared(self._staging.read(folder), columns)

    def _copy(self, cursor: Any, table: str, rows: pa.Table) -> None:
        """COPY takes no time with a zone from Parquet: such columns come as UTC times by a table beside."""
        assert self._staging
        target = f'{table.rpartition(".")[2][:-1]}__utc"' if types.has_zones(rows) else table
        if target != table:
            cursor.execute(f"create temporary table {target} ({types.definitions(types.without_zones(rows))})")
        with self._staging.folder() as folder:
            self._staging.write(folder, types.without_zones(rows))
            cursor.execute(f"copy {target} from '{folder}' iam_role '{self._staging.role}' format as parquet")
        if target != table:
            cursor.execute(f"insert into {table} select {types.with_zones(rows)} from {target}")
            cursor.execute(f"drop table {target}")

    @contextmanager
    def _cursor(self, doing: str) -> Iterator[Any]:
        """A cursor on a connection of its own; what was done is committed at the end, or not at all."""
        connection = _connect(self._credentials)
        try:
            with connection.cursor() as cursor:
                cursor.execute("set timezone to 'UTC'")
                yield cursor
            connection.commit()
        except FAILURES as error:
            raise WarehouseError(f"{doing}: {_said(error)}") from error
        finally:
            _close(connection)


def storage_clauses(settings: Mapping[str, Any]) -> str:
    """Distribution and sort key as CREATE TABLE has them, with a space before each."""
    dist, sort = settings.get("dist"), settings.get("sort")
    keys = [sort] if isinstance(sort, str) else list(sort or ())
    spread = f" diststyle {dist}" if dist in ("all", "even", "auto") else f" distkey({dist})" if dist else ""
    return spread + (f" sortkey({', '.join(keys)})" if keys else "")


def _connect(credentials: Any) -> Any:
    """A connection of its own, with every option of the profile; what is done is committed when it is said."""
    connection = RedshiftConnectionManager.open(
        Connection(type=credentials.type, name=None, credentials=credentials, state=ConnectionState.INIT)
    ).handle
    connection.autocommit = False
    return connection


def _close(connection: Any) -> None:
    """Close a connection that may be broken already."""
    with suppress(*FAILURES):
        connection.close()


def _is_catalogue(table: str) -> bool:
    """Whether the leader node alone holds a table: UNLOAD takes none of these."""
    return parts_of(table)[-2:][0] in ("information_schema", "pg_catalog")


def _fetch(cursor: Any, query: str, columns: list[types.Column]) -> pa.Table:
    """The rows of a query through the driver."""
    schema = pa.schema([(column.name, column.arrow) for column in columns])
    cursor.execute(query)
    batches = []
    while fetched := cursor.fetchmany(FETCHED_ROWS):
        values = zip(*fetched, strict=True)
        batches.append([pa.array(column, field.type) for column, field in zip(values, schema, strict=True)])
    return pa.Table.from_batches([pa.record_batch(batch, schema=schema) for batch in batches], schema)


def _insert(cursor: Any, table: str, rows: pa.Table) -> None:
    """Insert the rows through the driver, many in a statement."""
    size = max(1, BOUND_VALUES // max(1, rows.num_columns))
    for batch in rows.to_batches(max_chunksize=size):
        row = f"({', '.join(['%s'] * rows.num_columns)})"
        values = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        cursor.execute(
            f"insert into {table} values {', '.join([row] * batch.num_rows)}",
            [value for row in values for value in row],
        )


def _code(error: BaseException | None) -> str:
    """The SQLSTATE of the driver's error, empty when it has none."""
    said = error.args[0] if error and error.args else None
    return str(said.get("C", "")) if isinstance(said, dict) else ""


def _said(error: BaseException) -> str:
    """The server's own words, or the driver's; before them, whether the connection was lost."""
    said = error.args[0] if error.args else ""
    words = str(said.get("M", "") if isinstance(said, dict) else said) or type(error).__name__
    lost = said.get("S") in ENDS if isinstance(said, dict) else isinstance(error, BROKEN)
    return f"the connection to Redshift was lost: {words}" if lost else words
