"""A DuckDB of its own for a step of a dbt Python model: tables in, an Arrow table out.

So nothing of a step's own tables stays in the warehouse. Relations are whatever `dbt.ref` gives: anything with
`to_arrow_table()`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import cache
from typing import Any, Protocol

import duckdb
import numpy.typing as npt
import pyarrow as pa


class Relation(Protocol):
    """What `dbt.ref` gives, as far as the steps need it."""

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        ...


class Answer(Protocol):
    """What a statement gives, as far as the steps need it."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows as tuples."""
        ...


class Connection(Protocol):
    """What the linkage's steps need of a DuckDB connection: one on Spark has it too (`scv.spark`)."""

    def execute(self, query: str, parameters: Any = None, /) -> Answer:
        """Run a statement."""
        ...

    def sql(self, query: str, *, params: Any = None) -> Relation:
        """The rows of a query, which is run when they are asked for."""
        ...

    def register(self, name: str, rows: Any, /) -> Any:
        """Let queries call Arrow rows by a name."""
        ...

    def unregister(self, name: str, /) -> Any:
        """Take the name away."""
        ...


def home_of(session: Any) -> duckdb.DuckDBPyConnection | None:
    """The warehouse itself, where it is the DuckDB of a Python model's session; None where that is a server's."""
    return None if getattr(session, "is_of_server", False) else session


@contextmanager
def workbench(**relations: Relation | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own with one table per relation; a relation that is None is left out."""
    with workbench_at(_shop()) as connection:
        for name, relation in relations.items():
            if relation is not None:
                load(connection, name, relation)
        yield connection


@cache
def _shop() -> duckdb.DuckDBPyConnection:
    """The one DuckDB that this process's workbenches are in: opening another costs more than many a step.

    The memory of a workbench goes back to the system after it, as it does when a DuckDB is closed.
    """
    return duckdb.connect(config={"allocator_background_threads": True})


@contextmanager
def workbench_at(home: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Another connection to the same DuckDB, with a database in memory that goes with it: see `lend_at_home`."""
    name = f"workbench_{uuid.uuid4().hex}"
    with home.cursor() as connection:
        (main,) = connection.sql("select current_database()").fetchall()[0]
        connection.execute(f"attach ':memory:' as {name}")
        connection.execute(f"use {name}")
        try:
            yield connection
        finally:
            connection.execute(f'use "{main}"')
            connection.execute(f"detach {name}")


def load(connection: duckdb.DuckDBPyConnection, name: str, relation: Relation) -> None:
    """Create the table `name` with the relation's rows."""
    connection.register("incoming", relation.to_arrow_table())
    connection.execute(f"create table {name} as select * from incoming")
    connection.unregister("incoming")


def lend_at_home(connection: duckdb.DuckDBPyConnection, name: str, relation: Any) -> None:
    """Let a relation of the workbench's home be read under `name` where it is."""
    connection.execute(f"create view {name} as {relation.sql_query()}")


def lend(connection: duckdb.DuckDBPyConnection, name: str, relation: Relation) -> pa.Table:
    """Let the relation's rows, which are returned, be read under `name` without a copy of them."""
    rows = relation.to_arrow_table()
    connection.register(name, rows)
    return rows


# Arrow's own ways from and to numpy and Python load pandas where it is installed, a third of a second to no purpose:
# hence these three.


def columns_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[npt.NDArray[Any]]:
    """The columns of a query as numpy arrays."""
    return list(connection.sql(query).fetchnumpy().values())


def no_rows(schema: pa.Schema) -> pa.Table:
    """An Arrow table without rows."""
    return pa.Table.from_batches([], schema=schema)


def one_row(connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any], columns: Mapping[str, str]) -> pa.Table:
    """A row as an Arrow table, by its columns and their SQL types."""
    listed = ", ".join(f"cast(${name} as {kind}) as {name}" for name, kind in columns.items())
    return connection.sql(f"select {listed}", params=dict(row)).to_arrow_table()


def now() -> datetime:
    """The present time, UTC, without a zone, as warehouses keep it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)
