"""Where the linkage's statements run: on DuckDB here, or on Spark (`vars: linkage_engine`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

import scv.workbench
from scv.project import ScvError
from scv.workbench import Connection, Relation, workbench

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI

DUCKDB, SPARK = "duckdb", "spark"
BATCH_ROWS = 8192


@dataclass(frozen=True)
class Engine:
    """An engine by name and, for Spark, the vars spark_master, spark_place and spark_conf."""

    name: str = DUCKDB
    master: str | None = None
    place: str | None = None
    conf: Mapping[str, str] = field(default_factory=dict)


def engine_of(config: str | None) -> Engine:
    """The engine of a model's config `linkage_engine`: JSON of the fields of `Engine`; DuckDB without one.

    Raises ScvError for a name that is no engine.
    """
    engine = Engine(**json.loads(config)) if config else Engine()
    if engine.name not in (DUCKDB, SPARK):
        raise ScvError(f"linkage_engine is '{engine.name}': it can be '{DUCKDB}' or '{SPARK}'.")
    return engine


@contextmanager
def bench(engine: Engine, **relations: Relation | None) -> Iterator[Connection]:
    """A workbench of the engine's: a connection of its own with one table per relation; None is left out."""
    if engine.name == DUCKDB:
        with workbench(**relations) as connection:
            yield connection
    else:
        from scv.spark.session import require_pyspark

        require_pyspark()
        from scv.spark.connection import spark_bench

        with spark_bench(engine, relations) as connection:
            yield connection


def load(connection: Connection, name: str, relation: Relation) -> None:
    """Create the table `name` with the relation's rows."""
    if isinstance(connection, duckdb.DuckDBPyConnection):
        scv.workbench.load(connection, name, relation)
    else:
        connection.register(name, relation)


def lend(connection: Connection, name: str, relation: Relation, at_home: bool = False) -> pa.Table | None:
    """Let the relation's rows be read under `name`, on DuckDB without a copy of them.

    They are returned where they came to a DuckDB as Arrow; `at_home` they stay in the tables of the workbench's home.
    """
    if not isinstance(connection, duckdb.DuckDBPyConnection):
        connection.register(name, relation)
        return None
    if at_home:
        scv.workbench.lend_at_home(connection, name, relation)
        return None
    return scv.workbench.lend(connection, name, relation)


def pick(connection: Connection, name: str, lent: pa.Table | None, ids: str) -> None:
    """Let `name` be the rows of `fingerprints` whose fingerprint_id the query `ids` gives; it may be that name itself.

    Of fingerprints that were `lent` few rows are taken by their places: a query would read every column of all. DuckDB
    gets them in batches, which it shares out among its threads; a table so small would go to one.
    """
    chosen = f"select * from fingerprints where fingerprint_id in ({ids})"
    if not isinstance(connection, duckdb.DuckDBPyConnection):
        connection.execute(f"create table picked as {chosen}")
        connection.unregister(name)
        connection.execute(f"alter table picked rename to {name}")
        return
    if lent is None:
        rows = connection.sql(chosen).to_arrow_table()
        connection.execute(f"drop view if exists {name}")
    else:
        places = connection.sql(f"""
            with placed as (select row_number() over () - 1 as place, fingerprint_id from fingerprints)
            select place from placed where fingerprint_id in ({ids})
        """).to_arrow_table()
        rows = lent.take(places.column("place"))
    connection.register(name, pa.Table.from_batches(rows.to_batches(max_chunksize=BATCH_ROWS), rows.schema))


def is_spark(connection: Connection) -> bool:
    """Whether a connection is one to Spark."""
    return not isinstance(connection, duckdb.DuckDBPyConnection)


def splink_api(connection: Connection) -> DatabaseAPI[Any]:
    """Splink's way into the connection's tables."""
    if isinstance(connection, duckdb.DuckDBPyConnection):
        from scv.linkage.splink_views import DuckDBViewsAPI

        return DuckDBViewsAPI(connection=connection)
    from scv.spark.connection import SparkConnection

    assert isinstance(connection, SparkConnection)
    return connection.splink_api()


def splink_settings(connection: Connection, settings: dict[str, Any]) -> dict[str, Any]:
    """Splink settings, whose conditions are written for DuckDB, for the connection's engine."""
    if not is_spark(connection):
        return settings
    from scv.spark.dialect import spark_settings

    return spark_settings(settings)
