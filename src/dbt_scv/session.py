"""What a Python model gets as `session`: a DuckDB, to which the warehouse's tables come when they are asked for."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset

from dbt_scv.duck import utc_duckdb
from dbt_scv.names import parts_of
from dbt_scv.warehouse import Warehouse, WarehouseError


class WarehouseDataset(pyarrow.dataset.Dataset):  # type: ignore[misc]
    """A table of the warehouse that DuckDB can scan: only the columns that a query uses are brought."""

    def __init__(self, session: Session, table: str, schema: pa.Schema, is_empty: bool) -> None:
        self._session = session
        self._table = table
        self._schema = schema
        self._is_empty = is_empty

    @property
    def schema(self) -> pa.Schema:
        """The table's columns."""
        return self._schema

    def scanner(self, columns: list[str] | None = None, filter: Any = None, **_: Any) -> Any:  # noqa: A002
        """The columns' rows; DuckDB calls it. The filter is one of DuckDB's, applied here.

        DuckDB may filter by a column that it does not ask for; an expression tells its columns only as text, in which
        one too many may be found.
        """
        names = list(self._schema.names if columns is None else columns)
        filtered = [] if filter is None else [name for name in self._schema.names if name in str(filter)]
        needed = list(dict.fromkeys((*names, *filtered)))
        if self._is_empty:
            rows = pa.schema([self._schema.field(name) for name in needed]).empty_table()
        else:
            rows = self._session.read(self._table, needed)
        return pyarrow.dataset.dataset(rows).scanner(columns=names, filter=filter)


class Session:
    """A DuckDB connection of a model's own. What it doesn't define itself is the connection's.

    As on dbt-duckdb, `session.cursor()` is a plain connection to the same DuckDB, for libraries that want one.
    """

    # The tables are a server's, and come anew for every query: they are not the DuckDB's own, as on dbt-duckdb.
    is_of_server = True

    def __init__(self, warehouse: Warehouse, this: str, is_empty: bool) -> None:
        self.connection = utc_duckdb()
        self.failure: WarehouseError | None = None
        self._warehouse = warehouse
        self._this = this
        self._is_empty = is_empty

    def __enter__(self) -> Session:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget everything in it."""
        self.connection.close()

    def __getattr__(self, name: str) -> Any:
        """What the connection has."""
        return getattr(self.connection, name)

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """Columns of a warehouse's table; what goes wrong is kept in `failure`, for DuckDB would hide it."""
        try:
            return self._warehouse.read(table, columns)
        except WarehouseError as error:
            self.failure = error
            raise

    def warehouse_table(self, table: str) -> duckdb.DuckDBPyRelation:
        """The relation that `dbt.ref` and `dbt.source` give; under `--empty` it has no rows."""
        return self._relation(table, self._is_empty)

    def register_table(self, name: str, table: str) -> None:
        """Let queries of this connection call a warehouse's table by a name of its own."""
        schema = self._warehouse.schema(table)
        if schema is None:
            raise duckdb.CatalogException(f"There is no table or view {table} in the warehouse.")
        self.connection.register(name, WarehouseDataset(self, table, schema, self._is_empty))

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """A table by name: of the warehouse if the name has a schema, as `str(dbt.this)` has, else the session's."""
        if len(parts_of(name)) == 1:
            return self.connection.table(name)
        return self._relation(name, is_empty=False)

    def sql(self, query: str, **options: Any) -> Any:
        """Run a query; when it names `dbt.this`, the model's table as it stands is brought first."""
        self._bring_this(query)
        return self.connection.sql(query, **options)

    def query(self, query: str, **options: Any) -> Any:
        """As `sql`."""
        return self.sql(query, **options)

    def execute(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """Run a statement; when it names `dbt.this`, the model's table as it stands is brought first."""
        self._bring_this(query)
        return self.connection.execute(query, parameters)

    def as_arrow(self, made: Any) -> pa.Table:
        """What a model returned as one Arrow table: a relation, Arrow, pandas, or whatever else DuckDB can scan."""
        if isinstance(made, pa.Table):
            return made
        if isinstance(made, duckdb.DuckDBPyRelation):
            return made.to_arrow_table()
        try:
            self.connection.register("dbt_scv_result", made)
        except Exception as error:
            raise TypeError(
                f"A Python model returns a table (a DuckDB relation, Arrow, pandas); this one returned {type(made)}."
            ) from error
        return self.connection.table("dbt_scv_result").to_arrow_table()

    def _relation(self, table: str, is_empty: bool) -> duckdb.DuckDBPyRelation:
        """A relation over a warehouse's table; raises duckdb.CatalogException when there is none."""
        schema = self._warehouse.schema(table)
        if schema is None:
            raise duckdb.CatalogException(f"There is no table or view {table} in the warehouse.")
        return self.connection.from_arrow(WarehouseDataset(self, table, schema, is_empty))

    def _bring_this(self, query: str) -> None:
        """Copy the model's own table under its full name, once, when a query names it."""
        if self._this not in query:
            return
        database, schema, _ = (f'"{part}"' for part in parts_of(self._this))
        self.connection.execute(f"attach if not exists ':memory:' as {database}")
        self.connection.execute(f"create schema if not exists {database}.{schema}")
        rows = self.table(self._this)
        self.connection.register("dbt_scv_this", rows.to_arrow_table())
        self.connection.execute(f"create table if not exists {self._this} as select * from dbt_scv_this")
        self.connection.unregister("dbt_scv_this")
