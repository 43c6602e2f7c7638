"""DuckDB as every step here wants it."""

from __future__ import annotations

import duckdb


def utc_duckdb() -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own whose times with a zone are UTC, wherever it runs."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    return connection
