"""A file of records in the standard shape, and its truth: read, checked and made uniform."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scv.project import ScvError

if TYPE_CHECKING:
    import duckdb

COLUMNS = (
    "record_key",
    "source_system",
    "title",
    "forename",
    "middle_names",
    "surname",
    "full_name",
    "date_of_birth",
    "email",
    "phone",
    "address_line_1",
    "town",
    "postcode",
    "country",
    "account_id",
    "membership_no",
    "loyalty_no",
    "social_handle",
    "recorded_at",
)


@dataclass(frozen=True)
class Records:
    """What a file of records held: number of rows, columns it lacks, columns that were ignored."""

    rows: int
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def load_records(connection: duckdb.DuckDBPyConnection, path: Path) -> Records:
    """Make table `records` from the file: all columns of the standard shape, as text.

    Columns are found whatever their case; those the file lacks are null. Raises ScvError when
    the file can't be read, is empty, or its record_key is absent, empty or not unique.
    """
    found = _load(connection, path, "records", COLUMNS)
    _check_key(connection, "records", path)
    return found


def load_truth(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Make table `truth` (record_key, entity_id) from the file and return its number of rows.

    Raises ScvError as `load_records` does, and when an entity_id is absent or empty.
    """
    found = _load(connection, path, "truth", ("record_key", "entity_id"))
    if "entity_id" in found.missing:
        raise ScvError(f"{path} has no column entity_id.")
    _check_key(connection, "truth", path)
    empty = _count(connection, "select count(*) from truth where entity_id is null")
    if empty:
        raise ScvError(f"{path}: {empty:,} rows have no entity_id.")
    return found.rows


def _load(connection: duckdb.DuckDBPyConnection, path: Path, table: str, wanted: tuple[str, ...]) -> Records:
    """Make `table` with the wanted columns as text, empty text as null."""
    import duckdb

    if not path.is_file():
        raise ScvError(f"There is no file {path}.")
    source = f"'{str(path).replace(chr(39), chr(39) * 2)}'"
    reader = "read_parquet" if path.suffix.lower() in (".parquet", ".pq") else "read_csv"
    options = ", all_varchar = true, header = true" if reader == "read_csv" else ""
    try:
        raw = connection.sql(f"select * from {reader}({source}{options})")
        names = {name.strip().lower(): name for name in raw.columns}
        if "record_key" not in names:
            raise ScvError(f"{path} has no column record_key. It has: {', '.join(raw.columns)}.")
        columns = ",\n".join(_as_text(name, names.get(name)) for name in wanted)
        connection.execute(f"create table {table} as select {columns} from {reader}({source}{options})")
    except duckdb.Error as error:
        raise ScvError(f"{path} can't be read: {str(error).splitlines()[0]}") from error
    return Records(
        rows=_count(connection, f"select count(*) from {table}"),
        missing=tuple(name for name in wanted if name not in names),
        ignored=tuple(original for name, original in names.items() if name not in wanted),
    )


def _as_text(name: str, original: str | None) -> str:
    """Return the SQL of one column of the standard shape."""
    if original is None:
        return f"cast(null as varchar) as {name}"
    quoted = original.replace('"', '""')
    text = f'cast("{quoted}" as varchar)'
    return f"case when trim({text}) <> '' then {text} end as {name}"


def _check_key(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """Raise ScvError unless every row has a record_key of its own and there is a row."""
    rows, keyed, distinct = connection.sql(
        f"select count(*), count(record_key), count(distinct record_key) from {table}"
    ).fetchall()[0]
    if not rows:
        raise ScvError(f"{path} has no rows.")
    if keyed < rows:
        raise ScvError(f"{path}: {rows - keyed:,} rows have no record_key.")
    if distinct < rows:
        twice = connection.sql(
            f"select min(record_key) from (select record_key from {table} group by record_key having count(*) > 1)"
        ).fetchall()[0][0]
        raise ScvError(f"{path}: {rows - distinct:,} record_keys are not unique, such as '{twice}'.")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number that a query gives."""
    return int(connection.sql(query).fetchall()[0][0])
