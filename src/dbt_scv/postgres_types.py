"""Which type of PostgreSQL is which of DuckDB, and how a value looks on the way."""

from __future__ import annotations

import re
from typing import Any

from dbt_scv.names import quoted

# PostgreSQL's types by their number in its catalogue. What isn't listed comes as the text that PostgreSQL shows.
NUMERIC = 1700
NO_DIGITS = (None, 65535)  # what psycopg2 says of a numeric without precision
DUCKDB_TYPES = {
    16: "BOOLEAN",
    17: "BLOB",
    20: "BIGINT",
    21: "SMALLINT",
    23: "INTEGER",
    26: "BIGINT",
    700: "FLOAT",
    701: "DOUBLE",
    1082: "DATE",
    1083: "TIME",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP WITH TIME ZONE",
    1186: "INTERVAL",
}

# DuckDB's types by name; a type in a type (list, struct, map) becomes JSON.
POSTGRES_TYPES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "HUGEINT": "numeric(38, 0)",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20, 0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "INTERVAL": "interval",
    "UUID": "uuid",
    "BLOB": "bytea",
    "JSON": "jsonb",
}

# Types whose text in COPY is not what DuckDB's CSV reader takes.
CSV_FORMS = {"BLOB": "VARCHAR"}
WIDEST = 38


def duckdb_columns(cursor: Any, table: str) -> dict[str, str]:
    """The columns of a table or view with the DuckDB type of each."""
    cursor.execute(f"select * from {table} limit 0")
    described = list(cursor.description)
    loose = [column.name for column in described if column.type_code == NUMERIC and column.precision in NO_DIGITS]
    digits = _digits(cursor, table, loose)
    kinds: dict[str, str] = {}
    for column in described:
        if column.type_code == NUMERIC:
            kinds[column.name] = _decimal(*digits.get(column.name, (column.precision, column.scale)))
        else:
            kinds[column.name] = DUCKDB_TYPES.get(column.type_code, "VARCHAR")
    return kinds


def _digits(cursor: Any, table: str, columns: list[str]) -> dict[str, tuple[int, int]]:
    """Digits in all and after the point that a numeric column without either needs for the values it has."""
    if not columns:
        return {}
    measures = ", ".join(
        f"coalesce(max(scale({name})), 0), coalesce(max(length(trunc(abs({name}))::text)), 1)"
        for name in map(quoted, columns)
    )
    cursor.execute(f"select {measures} from {table}")
    found = cursor.fetchone()
    pairs = zip(found[0::2], found[1::2], strict=True)
    return {name: (scale + whole, scale) for name, (scale, whole) in zip(columns, pairs, strict=True)}


def _decimal(precision: int, scale: int) -> str:
    """DuckDB's exact type for these digits, or DOUBLE when it has none."""
    return f"DECIMAL({max(precision, scale, 1)}, {max(scale, 0)})" if precision <= WIDEST else "DOUBLE"


def from_csv(column: str, kind: str) -> str:
    """The expression that makes a value of a column that was read as its CSV form."""
    return f"unhex({column}[3:])" if kind == "BLOB" else column


def to_csv(column: str, kind: str) -> str:
    """The expression that makes what COPY reads of a value."""
    if kind == "BLOB":
        return f"'\\x' || hex({column})"
    if kind == "INTERVAL" or kind.startswith("ENUM"):
        return f"cast({column} as varchar)"
    return f"to_json({column})" if _is_nested(kind) else column


def postgres_type(kind: str) -> str:
    """PostgreSQL's type for one of DuckDB's."""
    if kind.startswith("DECIMAL"):
        return kind.replace("DECIMAL", "numeric")
    return "jsonb" if _is_nested(kind) else POSTGRES_TYPES.get(kind, "text")


def _is_nested(kind: str) -> bool:
    """Whether a DuckDB type holds others: INTEGER[], STRUCT(a INTEGER), MAP(VARCHAR, INTEGER)."""
    return bool(re.search(r"\]$|^(STRUCT|MAP|UNION)\(", kind))
