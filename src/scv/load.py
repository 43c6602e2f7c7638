"""Raw extracts into a server's raw schemas, in bulk and all as text, as an ingestion tool would leave them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.project import ScvError
from scv.warehouse import opened

if TYPE_CHECKING:
    import pyarrow as pa

    from dbt_scv.warehouse import Warehouse

FORMS = {
    ".csv": """read_csv(
        ?, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', strict_mode = true
    )""",
    ".parquet": "read_parquet(?)",
}


@dataclass(frozen=True)
class RawTable:
    """A table that a source's YAML names: where it goes, and its columns."""

    channel: str
    schema: str
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Loaded:
    """A raw table as it was loaded."""

    place: str
    rows: int


def raw_tables(project: Path) -> Iterator[RawTable]:
    """Yield the raw tables that the project's sources name."""
    import yaml

    for file in sorted((project / "models" / "staging").glob("*/_*__sources.yml")):
        for source in yaml.safe_load(file.read_text())["sources"]:
            for table in source["tables"]:
                columns = tuple(column["name"] for column in table["columns"])
                yield RawTable(source["name"], source.get("schema", source["name"]), table["name"], columns)


def load(folder: Path, project: Path, credentials: Any) -> Iterator[Loaded]:
    """Put `<folder>/<channel>/<table>.csv` (or .parquet) into the raw schemas of a server; yields each when it is in.

    A table that was there is replaced in one transaction; one without a file is left alone. A file must have the
    columns that the source's YAML names; others are dropped. `credentials` are those of
    `scv.warehouse.target_credentials`. Raises ScvError when nothing fits or the server can't be reached.
    """
    found = [(table, file) for table in raw_tables(project) if (file := _file_of(table, folder)) is not None]
    if not found:
        raise ScvError(f"There is no <channel>/<table>.csv of the project's sources in {folder}.")
    with opened(credentials) as warehouse:
        for table, file in found:
            rows = _read(table, file)
            yield Loaded(_replace(warehouse, table, rows), rows.num_rows)


def _file_of(table: RawTable, folder: Path) -> Path | None:
    """The table's file, None when there is none."""
    files = (folder / table.channel / f"{table.name}{ending}" for ending in FORMS)
    return next((file for file in files if file.is_file()), None)


def _read(table: RawTable, file: Path) -> pa.Table:
    """The file's rows, every column text, named as an unquoted name is on a server: in small letters."""
    import duckdb

    columns = ", ".join(f'cast("{name}" as varchar) as "{name.lower()}"' for name in table.columns)
    try:
        with duckdb.connect() as connection:
            query = f"select {columns} from {FORMS[file.suffix]}"
            return connection.sql(query, params=[str(file)]).to_arrow_table()
    except duckdb.Error as error:
        raise ScvError(f"{file} can't be read: {str(error).splitlines()[0]}") from error


def _replace(warehouse: Warehouse, table: RawTable, rows: pa.Table) -> str:
    """Put the rows in the place of the table's; returns its name."""
    place, arriving = f"{table.schema}.{table.name}", f"{table.schema}.{table.name}__arriving"
    warehouse.execute(f"create schema if not exists {table.schema}", f"drop table if exists {arriving}")
    warehouse.write(arriving, rows)
    warehouse.execute(f"drop table if exists {place}", f"alter table {arriving} rename to {table.name}")
    return place
