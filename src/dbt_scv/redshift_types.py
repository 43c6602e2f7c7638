"""Which type of Redshift is which of Arrow, and how a value looks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dbt_scv.duck import utc_duckdb
from dbt_scv.names import quoted
from dbt_scv.warehouse import WarehouseError

# Redshift's types by their number in its catalogue. What isn't listed comes as the text that Redshift shows.
NUMERIC, TIMESTAMPTZ, INT4, LONGEST_TEXT = 1700, 1184, 23, 65535
ARROW_TYPES = {
    16: pa.bool_(),
    20: pa.int64(),
    21: pa.int16(),
    INT4: pa.int32(),
    26: pa.int64(),
    700: pa.float32(),
    701: pa.float64(),
    1082: pa.date32(),
    1114: pa.timestamp("us"),
    TIMESTAMPTZ: pa.timestamp("us", tz="UTC"),
}

# DuckDB's types by name, as what they are cast to on the way to Redshift. Others become text: JSON, UUID, lists, ...
LANDED = {
    "BOOLEAN": "BOOLEAN",
    "TINYINT": "SMALLINT",
    "SMALLINT": "SMALLINT",
    "INTEGER": "INTEGER",
    "BIGINT": "BIGINT",
    "HUGEINT": "DECIMAL(38, 0)",
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INTEGER",
    "UINTEGER": "BIGINT",
    "UBIGINT": "DECIMAL(20, 0)",
    "FLOAT": "FLOAT",
    "DOUBLE": "DOUBLE",
    "DATE": "DATE",
    "TIMESTAMP": "TIMESTAMP",
    "TIMESTAMP_S": "TIMESTAMP",
    "TIMESTAMP_MS": "TIMESTAMP",
    "TIMESTAMP_NS": "TIMESTAMP",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMP WITH TIME ZONE",
}
REDSHIFT_TYPES = {
    "bool": "boolean",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "float": "real",
    "double": "double precision",
    "date32[day]": "date",
    "timestamp[us]": "timestamp",
    "timestamp[us, tz=UTC]": "timestamptz",
}

# Lengths of texts, in bytes: wide enough that the next build's longest value rarely asks for another.
LENGTHS = (256, 1024, 4096, 16384, LONGEST_TEXT)


@dataclass(frozen=True)
class Column:
    """A column as the driver describes it: type by number, and its precision and scale in one number."""

    name: str
    kind: int
    modifier: int

    @property
    def arrow(self) -> pa.DataType:
        """The column's type in Arrow."""
        if self.kind == NUMERIC:
            digits = self.modifier - 4
            return pa.decimal128(digits >> 16, digits & 0xFFFF) if self.modifier >= 0 else pa.decimal128(38, 10)
        return ARROW_TYPES.get(self.kind, pa.string())

    @property
    def unloaded(self) -> str:
        """The expression whose value Parquet can hold: a time with a zone goes as UTC."""
        name = quoted(self.name)
        return f"{name} at time zone 'UTC'" if self.kind == TIMESTAMPTZ else name


def described(cursor: Any) -> list[Column]:
    """The columns of what a cursor ran."""
    return [
        Column(field["label"].decode(), field["type_oid"], field["type_modifier"]) for field in cursor.ps["row_desc"]
    ]


def as_declared(rows: pa.Table | None, columns: list[Column]) -> pa.Table:
    """What was unloaded in the columns' own types; no file at all is no rows."""
    schema = pa.schema([(column.name, column.arrow) for column in columns])
    if rows is None:
        return schema.empty_table()
    arrays = [pc.cast(rows.column(place), field.type) for place, field in enumerate(schema)]
    return pa.table(arrays, schema=schema)


def landed(rows: pa.Table) -> pa.Table:
    """The rows in types that Redshift has."""
    with utc_duckdb() as connection:
        connection.register("result", rows)
        kinds = [row[:2] for row in connection.execute("describe result").fetchall()]
        values = ", ".join(f"{_cast(quoted(name), kind)} as {quoted(name)}" for name, kind in kinds)
        table = connection.sql(f"select {values} from result").to_arrow_table()
        connection.unregister("result")
    return table


def _cast(column: str, kind: str) -> str:
    if kind.startswith("DECIMAL"):
        return column
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION")):
        return f"cast(to_json({column}) as varchar)"
    return f"cast({column} as {LANDED.get(kind, 'VARCHAR')})"


def definitions(rows: pa.Table) -> str:
    """The columns as CREATE TABLE has them; raises WarehouseError for a text that is longer than Redshift's longest."""
    return ", ".join(
        f"{quoted(field.name)} {_definition(rows.column(place), field)}" for place, field in enumerate(rows.schema)
    )


def _definition(values: pa.ChunkedArray, field: pa.Field) -> str:
    if pa.types.is_decimal(field.type):
        return f"numeric({field.type.precision}, {field.type.scale})"
    if str(field.type) in REDSHIFT_TYPES:
        return REDSHIFT_TYPES[str(field.type)]
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    if longest > LONGEST_TEXT:
        raise WarehouseError(f"column {field.name} holds a text of {longest} bytes; Redshift takes {LONGEST_TEXT}")
    return f"varchar({next(length for length in LENGTHS if length >= longest)})"


def has_zones(rows: pa.Table) -> bool:
    """Whether a column holds times with a zone."""
    return any(_is_zoned(field) for field in rows.schema)


def without_zones(rows: pa.Table) -> pa.Table:
    """The rows with their times in UTC, without saying so."""
    fields = [pa.field(field.name, pa.timestamp("us")) if _is_zoned(field) else field for field in rows.schema]
    return rows.cast(pa.schema(fields))


def with_zones(rows: pa.Table) -> str:
    """The expressions that give back what `without_zones` took."""
    return ", ".join(
        f"{quoted(field.name)} at time zone 'UTC'" if _is_zoned(field) else quoted(field.name) for field in rows.schema
    )


def _is_zoned(field: pa.Field) -> bool:
    return bool(pa.types.is_timestamp(field.type) and field.type.tz)
