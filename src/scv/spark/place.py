"""The place through which tables go to Spark and come back: a folder, or a URI, that both sides reach."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet

if TYPE_CHECKING:
    from scv.workbench import Relation

ROWS_AT_ONCE = 200_000


@dataclass(frozen=True)
class Place:
    """A folder of one step's own: as Spark calls it, and as pyarrow opens it."""

    uri: str
    files: pyarrow.fs.FileSystem
    path: str

    def new_name(self, name: str) -> str:
        """A name that nothing in the place has yet."""
        return f"{name}-{uuid.uuid4().hex[:8]}"

    def uri_of(self, name: str) -> str:
        """A folder of the place as Spark calls it."""
        return f"{self.uri}/{name}"

    def write(self, name: str, relation: Relation | pa.Table) -> str:
        """Write a relation as Parquet, some rows at a time, and return the folder as Spark calls it."""
        folder = f"{self.path}/{name}"
        self.files.create_dir(folder, recursive=True)
        reader = rows_of(relation)
        with pyarrow.parquet.ParquetWriter(f"{folder}/rows.parquet", reader.schema, filesystem=self.files) as writer:
            for batch in reader:
                writer.write_batch(batch)
        return self.uri_of(name)

    def read(self, name: str) -> pa.Table:
        """The rows that Spark wrote under a name, in the order of its files; it writes one even for no rows."""
        found = self.files.get_file_info(pyarrow.fs.FileSelector(f"{self.path}/{name}"))
        parts = sorted(item.path for item in found if item.path.endswith(".parquet"))
        rows = pa.concat_tables([pyarrow.parquet.read_table(part, filesystem=self.files) for part in parts])
        return rows.cast(pa.schema([column.with_nullable(True) for column in rows.schema]))


def rows_of(relation: Relation | pa.Table) -> pa.RecordBatchReader:
    """A relation as a stream; DuckDB's are never held whole."""
    stream = getattr(relation, "to_arrow_reader", None)
    if stream:
        return stream(ROWS_AT_ONCE)
    rows = relation if isinstance(relation, pa.Table) else relation.to_arrow_table()
    return rows.to_reader()


@contextmanager
def place_in(where: str | None) -> Iterator[Place]:
    """A folder of its own within `where`, removed at the end.

    `where` is a folder or a URI that pyarrow and Spark know (`s3a://`, `hdfs://`, `gs://`, `file://`); by default dbt's
    target folder here.
    """
    name = f"scv-spark-{uuid.uuid4().hex[:12]}"
    if where and "://" in where:
        uri = f"{where.rstrip('/')}/{name}"
        files, path = pyarrow.fs.FileSystem.from_uri(uri.replace("s3a://", "s3://", 1))
    else:
        folder = Path(where or default_folder()).resolve() / name
        uri, files, path = folder.as_uri(), pyarrow.fs.LocalFileSystem(), str(folder)
    files.create_dir(path, recursive=True)
    try:
        yield Place(uri, files, path)
    finally:
        files.delete_dir(path)


def default_folder() -> str:
    """`target` of the folder that dbt runs in, or the machine's temporary folder where there is none."""
    target = Path.cwd() / "target"
    return str(target) if target.is_dir() else tempfile.gettempdir()
