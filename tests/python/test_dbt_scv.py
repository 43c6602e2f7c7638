"""The parts of `dbt_scv` that need no server, and raw extracts on their way to one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pytest
from dbt_common.exceptions import DbtRuntimeError

from dbt_scv.names import parts_of, quoted
from dbt_scv.postgres_types import postgres_type, to_csv
from dbt_scv.session import Session
from dbt_scv.submission import require
from scv.load import load, raw_tables
from scv.project import ScvError, project_directory

if TYPE_CHECKING:
    from dbt_scv.warehouse import Warehouse


def test_without_a_server_no_adapter_and_no_driver_is_loaded() -> None:
    code = (
        "import sys, dbt_scv; dbt_scv.PythonModels('scv');"
        "print([name for name in sys.modules if name.startswith(('psycopg2', 'redshift', 'duckdb', 'dbt_scv.'))"
        " or name in ('dbt.adapters.postgres', 'dbt.adapters.redshift')])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ('"scv"."marts"."pins"', ("scv", "marts", "pins")),
        ("scv.pins", ("scv", "pins")),
        ('"a ""b"".c"."d"', ('a "b".c', "d")),
        ("pins", ("pins",)),
    ],
)
def test_a_name_is_taken_apart_whatever_is_in_its_quotes(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts
    assert parts_of(".".join(map(quoted, parts))) == parts


@pytest.mark.parametrize(
    ("duckdb_type", "type_there"),
    [
        ("DECIMAL(12,2)", "numeric(12,2)"),
        ("HUGEINT", "numeric(38, 0)"),
        ("UBIGINT", "numeric(20, 0)"),
        ("TIMESTAMP_NS", "timestamp"),
        ("INTEGER[]", "jsonb"),
        ("STRUCT(a INTEGER)", "jsonb"),
        ("ENUM('a', 'b')", "text"),
        ("VARCHAR", "text"),
    ],
)
def test_types_of_duckdb_that_postgres_lacks_have_the_nearest(duckdb_type: str, type_there: str) -> None:
    assert postgres_type(duckdb_type) == type_there


class Told:
    """A warehouse of one table, which notes the columns that are read."""

    def __init__(self) -> None:
        self.rows = pa.table({"promotion_id": ["1", "2"], "model_id": ["a", "b"], "why": ["", ""]})
        self.columns: list[list[str]] = []

    def schema(self, table: str) -> pa.Schema:
        """The columns."""
        return self.rows.schema

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """All rows."""
        self.columns.append(columns)
        return self.rows.select(columns)


def test_rows_may_be_counted_by_a_column_that_is_not_asked_for() -> None:
    warehouse = Told()
    with Session(cast("Warehouse", warehouse), this="", is_empty=False) as session:
        session.register_table("promotions", "promotions")
        for query, count in (("model_id = 'b'", 1), ("model_id = 'b' and why <> ''", 0)):
            rows = session.connection.execute(f"select count(*) from promotions where {query}").fetchall()
            assert rows == [(count,)]
    assert "why" not in warehouse.columns[0]


def test_lists_are_written_as_json() -> None:
    assert to_csv('"tags"', "VARCHAR[]") == 'to_json("tags")'


def test_packages_are_checked_with_their_versions() -> None:
    require(["duckdb", "pyarrow>=1"])
    with pytest.raises(DbtRuntimeError, match=r"pyarrow [0-9.]+ is installed"):
        require(["pyarrow<1"])
    with pytest.raises(DbtRuntimeError, match="it isn't installed"):
        require(["no-such-package"])


def test_every_source_is_a_raw_table_with_columns() -> None:
    tables = list(raw_tables(project_directory()))
    assert {("crm", "raw_crm", "supporters"), ("store", "raw_store", "till_lines")} <= {
        (table.channel, table.schema, table.name) for table in tables
    }
    assert all(table.columns for table in tables)


def test_a_folder_without_extracts_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ScvError, match="no <channel>/<table>"):
        next(load(tmp_path, project_directory(), None))
