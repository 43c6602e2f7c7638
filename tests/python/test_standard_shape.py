"""A file in the standard shape is read as it is, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scv.project import ScvError
from scv.standard_shape import COLUMNS, load_records, load_truth


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database in memory."""
    with duckdb.connect() as database:
        yield database


def write(folder: Path, text: str) -> Path:
    """Write a CSV and return its path."""
    path = folder / "it's records.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_missing_columns_are_null_and_unknown_ones_are_named(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write(tmp_path, "Record_Key,Email,shoe_size\nr1, A@B.example ,44\nr2,  ,45\n")

    read = load_records(connection, path)

    assert (read.rows, read.ignored) == (2, ("shoe_size",))
    assert set(read.missing) == set(COLUMNS) - {"record_key", "email"}
    assert tuple(connection.table("records").columns) == COLUMNS
    kept = "select email, surname from records order by record_key"
    assert connection.sql(kept).fetchall() == [(" A@B.example ", None), (None, None)]


def test_text_stays_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = write(tmp_path, "record_key,phone,date_of_birth\n007,07700900123,1980-01-02\n")

    load_records(connection, path)

    kept = "select record_key, phone, date_of_birth from records"
    assert connection.sql(kept).fetchall() == [("007", "07700900123", "1980-01-02")]


def test_parquet_with_types_is_read_as_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    connection.execute(f"copy (select 7 as record_key, date '1980-01-02' as date_of_birth) to '{path}'")

    load_records(connection, path)

    assert connection.sql("select record_key, date_of_birth from records").fetchall() == [("7", "1980-01-02")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("email\na@b.example\n", "no column record_key. It has: email"),
        ("record_key,email\n", "no rows"),
        ("record_key,email\nr1,a\nr1,b\n", "1 record_keys are not unique, such as 'r1'"),
        ("record_key,email\nr1,a\n,b\n", "1 rows have no record_key"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ScvError, match=message):
        load_records(connection, write(tmp_path, text))


def test_a_file_that_is_not_there_is_named(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ScvError, match=r"no file .*nowhere\.csv"):
        load_records(connection, tmp_path / "nowhere.csv")


def test_a_file_that_is_no_parquet_says_so(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    path.write_text("record_key\nr1\n")

    with pytest.raises(ScvError, match="can't be read"):
        load_records(connection, path)


def test_a_truth_without_entities_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(ScvError, match="no column entity_id"):
        load_truth(connection, write(tmp_path, "record_key\nr1\n"))
    with pytest.raises(ScvError, match="1 rows have no entity_id"):
        load_truth(duckdb.connect(), write(tmp_path, "record_key,entity_id\nr1,\n"))
