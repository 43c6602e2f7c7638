"""Rows between PostgreSQL's COPY (CSV) and Parquet, in the types that Redshift puts into Parquet."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq

from redshift_front.statement import StatementError

Column = tuple[str, int, int]

# PostgreSQL's types by OID, with the Arrow type and the physical Parquet types that Redshift's COPY takes for them.
KINDS: dict[int, tuple[pa.DataType, tuple[str, ...]]] = {
    16: (pa.bool_(), ("BOOLEAN",)),
    20: (pa.int64(), ("INT64",)),
    21: (pa.int16(), ("INT32",)),
    23: (pa.int32(), ("INT32",)),
    700: (pa.float32(), ("FLOAT",)),
    701: (pa.float64(), ("DOUBLE",)),
    1042: (pa.string(), ("BYTE_ARRAY",)),
    1043: (pa.string(), ("BYTE_ARRAY",)),
    25: (pa.string(), ("BYTE_ARRAY",)),
    1082: (pa.date32(), ("INT32",)),
    1114: (pa.timestamp("us"), ("INT96",)),
}
NUMERIC = 1700
DECIMALS = ("INT32", "INT64", "FIXED_LEN_BYTE_ARRAY", "BYTE_ARRAY")


def described_columns(body: bytes) -> list[Column]:
    """Name, type's OID and modifier of each column of a RowDescription."""
    (count,), place = struct.unpack_from("!h", body), 2
    columns = []
    for _ in range(count):
        end = body.index(b"\0", place)
        _, _, oid, _, modifier, _ = struct.unpack_from("!ihihih", body, end + 1)
        columns.append((body[place:end].decode(), oid, modifier))
        place = end + 19
    return columns


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column; raises StatementError for a type that Parquet can't have."""
    name, oid, modifier = column
    if oid == NUMERIC:
        precision, scale = ((modifier - 4) >> 16, (modifier - 4) & 0xFFFF) if modifier >= 0 else (38, 10)
        return pa.decimal128(precision, scale)
    if oid not in KINDS:
        raise StatementError(f'column "{name}" has a type that Parquet can\'t hold', "0A000")
    return KINDS[oid][0]


def table_of(chunks: Iterable[bytes], columns: list[Column]) -> pa.Table:
    """The rows of a COPY TO STDOUT in CSV."""
    names = [name for name, _, _ in columns]
    kinds = {column[0]: arrow_type(column) for column in columns}
    data = b"".join(chunks)
    if not data:
        return pa.schema(kinds.items()).empty_table()
    return csv.read_csv(
        io.BytesIO(data),
        read_options=csv.ReadOptions(column_names=names),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=kinds, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""],
            true_values=["t"], false_values=["f"],
        ),
    )  # fmt: skip


def parquet_of(table: pa.Table) -> bytes:
    """A Parquet file as Redshift writes it: times as INT96."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, use_deprecated_int96_timestamps=True)
    return buffer.getvalue()


def csv_of(parquet: bytes, columns: list[Column]) -> Iterator[bytes]:
    """A Parquet file as CSV for COPY FROM STDIN; raises StatementError where its columns are not those of the table."""
    file = pq.ParquetFile(io.BytesIO(parquet), coerce_int96_timestamp_unit="us")
    _check(file, columns)
    for batch in file.iter_batches():
        buffer = io.BytesIO()
        csv.write_csv(batch, buffer, csv.WriteOptions(include_header=False, quoting_style="needed"))
        yield buffer.getvalue()


def _check(file: pq.ParquetFile, columns: list[Column]) -> None:
    """COPY takes columns by place, all of them, and of the very type."""
    if len(file.schema) != len(columns):
        raise StatementError(f"Unmatched number of columns between table and file. Table columns: {len(columns)}")
    for place, (name, oid, modifier) in enumerate(columns):
        said = file.schema.column(place)
        accepted = DECIMALS if oid == NUMERIC else KINDS.get(oid, (None, ()))[1]
        fits = said.physical_type in accepted
        if oid == NUMERIC and fits:
            fits = (said.precision, said.scale) == ((modifier - 4) >> 16, (modifier - 4) & 0xFFFF)
        if not fits:
            raise StatementError(
                f"File has an incompatible Parquet schema for column {name!r}: {said.physical_type}",
                "XX000",
            )
