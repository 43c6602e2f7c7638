"""Splink on DuckDB with views where it would write tables.

What lies between candidate pairs and scores is read once, so writing it down costs more than it saves: as views, the
query that takes the scores computes them with what it needs of them, and nothing is copied on the way.
"""

from __future__ import annotations

from splink import DuckDBAPI


class DuckDBViewsAPI(DuckDBAPI):
    """Splink's way into a DuckDB that ends with a step: its views stay until then, for they read one another."""

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        return f"create or replace view {physical_name} as {sql}"

    def delete_table_from_database(self, name: str) -> None:
        """Keep a view: the prediction may read it yet."""
