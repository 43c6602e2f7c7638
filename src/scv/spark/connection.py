"""A Spark session that answers like a DuckDB connection, as far as the linkage asks.

Statements are those of `scv.linkage`, written for DuckDB. A table is a view over Parquet in the step's place: what is
made there stays made, whatever becomes of the session's memory. Rows that are inserted are written when somebody reads
the table, so that ten inserts are one job.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from scv.spark.api import PlacedSparkAPI
from scv.spark.dialect import parsed, spark_text
from scv.spark.functions import create_functions
from scv.spark.place import Place, place_in
from scv.spark.session import spark_session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from scv.linkage.engines import Engine
    from scv.workbench import Relation

WORTH_WRITING = (exp.Join, exp.Group, exp.Distinct, exp.Window, exp.SetOperation, exp.AggFunc, exp.In)


def named(statement: exp.Expr) -> str:
    """The table that a statement names first."""
    table = statement.find(exp.Table)
    assert table is not None
    return table.name


@dataclass(frozen=True)
class Answer:
    """The rows of a query, worked out when they are asked for."""

    frame: DataFrame
    place: Place

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows as tuples: for a few."""
        return [tuple(row) for row in self.frame.collect()]

    def to_arrow_table(self) -> pa.Table:
        """All rows as Arrow, by way of the step's place: they never pass through Spark's driver."""
        name = self.place.new_name("answer")
        self.frame.write.parquet(self.place.uri_of(name))
        return self.place.read(name)


@dataclass(frozen=True)
class Listed:
    """Rows that are known already."""

    rows: list[tuple[Any, ...]]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All of them."""
        return self.rows


@dataclass
class Table:
    """A table: the names and types of its columns, and rows that are still to be written."""

    columns: list[tuple[str, str]]
    folders: list[str] = field(default_factory=list)
    waiting: list[DataFrame] = field(default_factory=list)


class SparkConnection:
    """What the linkage asks of a DuckDB connection, on a Spark session of one step's own."""

    def __init__(self, spark: SparkSession, place: Place) -> None:
        self.spark = spark
        self.place = place
        self._tables: dict[str, Table] = {}
        # Registers the jar's functions, which ours build on.
        self.splink_api()
        create_functions(spark)

    def splink_api(self) -> PlacedSparkAPI:
        """Splink's backend on this session."""
        return PlacedSparkAPI(self.spark, self.place)

    def execute(self, query: str, parameters: Any = None) -> Answer | Listed:
        """Run a statement of DuckDB's; the answer of a query, of anything else nothing."""
        tree = parsed(query)
        for name in {table.name for table in tree.find_all(exp.Table)} & self._tables.keys():
            if not isinstance(tree, exp.Insert) or name != tree.this.name:
                self._write_waiting(name)
        match tree:
            case exp.Create(this=exp.Schema() as declared):
                self._declare(declared)
            case exp.Create():
                self._keep(tree.this.name, tree.expression, parameters)
            case exp.Insert():
                self._tables[tree.this.name].waiting.append(self._frame(tree.expression, parameters))
            case exp.Drop():
                self._forget(named(tree))
            case exp.Alter():
                self._rename(named(tree), tree.args["actions"][0].this.name)
            case exp.Describe():
                return Listed([(name, kind) for name, kind in self.spark.table(named(tree)).dtypes])
            case _:
                return Answer(self._frame(tree, parameters), self.place)
        return Listed([])

    def sql(self, query: str, *, params: Any = None) -> Answer:
        """The answer of a query."""
        answer = self.execute(query, params)
        if not isinstance(answer, Answer):
            raise TypeError(f"Not a query: {query}")
        return answer

    def load(self, name: str, relation: Relation | pa.Table) -> None:
        """Create a table of a relation's rows."""
        folder = self.place.write(self.place.new_name(name), relation)
        self.spark.read.parquet(folder).createOrReplaceTempView(name)

    def register(self, name: str, rows: Relation | pa.Table) -> None:
        """Let queries call rows by a name; the same as `load`."""
        self.load(name, rows)

    def unregister(self, name: str) -> None:
        """Take the name away."""
        self._forget(name)

    def _frame(self, query: exp.Expr, parameters: Any) -> DataFrame:
        return self.spark.sql(spark_text(query), args=list(parameters) if parameters else None)

    def _declare(self, declared: exp.Expr) -> None:
        """Create an empty table."""
        columns = [(column.name, spark_text(column.args["kind"])) for column in declared.expressions]
        self._tables[declared.this.name] = Table(columns)
        self._show(declared.this.name)

    def _keep(self, name: str, query: exp.Expr, parameters: Any) -> None:
        """Create a table of a query's rows; what only picks rows and columns of another is not written again."""
        frame = self._frame(query, parameters)
        if query.find(*WORTH_WRITING):
            self._tables[name] = Table(frame.dtypes, [self._written(name, frame)])
            self._show(name)
        else:
            self._tables.pop(name, None)
            frame.createOrReplaceTempView(name)

    def _write_waiting(self, name: str) -> None:
        """Write the rows that were inserted into a table, cast to its columns."""
        table = self._tables[name]
        if table.waiting:
            rows = reduce(lambda first, second: first.unionAll(second), table.waiting)
            rows = rows.toDF(*(column for column, _ in table.columns))
            rows = rows.selectExpr(*(f"cast({column} as {kind}) as {column}" for column, kind in table.columns))
            table.folders.append(self._written(name, rows))
            table.waiting.clear()
            self._show(name)

    def _written(self, name: str, frame: DataFrame) -> str:
        folder = self.place.uri_of(self.place.new_name(name))
        frame.write.parquet(folder)
        return folder

    def _show(self, name: str) -> None:
        """Let queries see what of a table is written."""
        table = self._tables[name]
        schema = ", ".join(f"{column} {kind}" for column, kind in table.columns)
        reader = self.spark.read.schema(schema)
        frame = reader.parquet(*table.folders) if table.folders else self.spark.createDataFrame([], schema)
        frame.createOrReplaceTempView(name)

    def _rename(self, name: str, new_name: str) -> None:
        self.spark.table(name).createOrReplaceTempView(new_name)
        if name in self._tables:
            self._tables[new_name] = self._tables.pop(name)
        self.spark.catalog.dropTempView(name)

    def _forget(self, name: str) -> None:
        self._tables.pop(name, None)
        self.spark.catalog.dropTempView(name)


@contextmanager
def spark_bench(engine: Engine, relations: Mapping[str, Relation | None]) -> Iterator[SparkConnection]:
    """A connection to the engine's Spark, in a session of its own, with one table per relation."""
    with spark_session(engine.master, engine.conf) as spark, place_in(engine.place) as place:
        connection = SparkConnection(spark, place)
        for name, relation in relations.items():
            if relation is not None:
                connection.load(name, relation)
        yield connection
