"""Splink on DuckDB with views where it would write tables.

What lies between candidate pairs and scores is read once, so writing it down costs more than it saves: as views, the
query that takes the scores computes them with what it needs of them, and nothing is copied on the way.

Splink asks for the columns of what it reads several times and looks through every table of every database at hand. Here
one table is asked, once: others of the same name, in a workbench beside this one, are not meant.
"""

from __future__ import annotations

from functools import cache, cached_property

from splink import DuckDBAPI
from splink.internals.duckdb.dataframe import DuckDBDataFrame
from splink.internals.input_column import InputColumn


@cache
def input_column(name: str) -> InputColumn:
    """A column as Splink has it; nothing changes one once it is made, and making it means parsing SQL."""
    return InputColumn(name, sqlglot_dialect_str="duckdb")


class DescribedDataFrame(DuckDBDataFrame):
    """A table or view as Splink has it, with its columns known from the first time on."""

    @cached_property
    def columns(self) -> list[InputColumn]:
        """Its columns, in their order."""
        described = self.db_api.duckdb_con.execute(f"describe {self.physical_name}").fetchall()
        return [input_column(str(row[0])) for row in described]


class DuckDBViewsAPI(DuckDBAPI):
    """Splink's way into a DuckDB that ends with a step: its views stay until then, for they read one another."""

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        return f"create or replace view {physical_name} as {sql}"

    def table_to_splink_dataframe(self, templated_name: str, physical_name: str) -> DescribedDataFrame:
        """A table or view under the name that Splink's SQL has for it."""
        return DescribedDataFrame(templated_name, physical_name, self)

    def delete_table_from_database(self, name: str) -> None:
        """Keep a view: the prediction may read it yet."""
