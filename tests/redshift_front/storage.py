"""UNLOAD to and COPY from an S3, Parquet only, as PostgreSQL's COPY with files at its other end.

Pages: r_UNLOAD, r_COPY, copy-usage_notes-copy-from-columnar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlglot import exp

from redshift_front.refusals import refuse
from redshift_front.rows import Column, arrow_type, csv_of, parquet_of, table_of
from redshift_front.statement import Statement, StatementError, read
from redshift_front.translation import translate
from redshift_front.views import describe
from redshift_front.wire import Message, Wire

UNLOAD = re.compile(
    r"\s*unload\s*\(\s*'(?P<query>(?:[^']|'')*)'\s*\)\s*to\s*'(?P<place>[^']*)'(?P<options>.*)", re.I | re.S
)
COPY = re.compile(
    r"\s*copy\s+(?P<table>[^\s(]+)\s*(?P<columns>\([^)]*\))?\s*from\s*'(?P<place>[^']*)'(?P<options>.*)", re.I | re.S
)
ROLE = re.compile(r"iam_role\s+'(?P<role>[^']*)'", re.I)
PARQUET = re.compile(r"format\s+(as\s+)?parquet", re.I)
OPTIONS_OF_COPY = frozenset(("acceptinvchars", "fillrecord", "statupdate", "on", "off", "manifest"))
OPTIONS_OF_UNLOAD = frozenset(("allowoverwrite", "cleanpath", "parallel", "on", "off", "manifest", "verbose"))
FILES = 2  # Redshift writes one or more a slice
CSV = "format csv, encoding 'UTF8'"

Expand = Callable[[Statement], Statement]


@dataclass(frozen=True)
class Storage:
    """An S3, and the role that may use it."""

    client: Any = None
    role: str = ""

    def keys(self, place: str) -> list[tuple[str, str]]:
        """Bucket and key of every file whose name begins so."""
        bucket, prefix = parted(place)
        answer = self.client.list_objects_v2(Bucket=bucket, Prefix=prefix)
        return [(bucket, item["Key"]) for item in answer.get("Contents", [])]


@dataclass
class StoredTransfer:
    """A COPY or an UNLOAD: what PostgreSQL is told, the files, the columns."""

    storage: Storage
    place: str
    statement: str
    columns: list[Column]
    loads: bool
    taken: list[bytes] = field(default_factory=list)

    def take(self, data: bytes) -> None:
        """Take a piece of what is unloaded."""
        self.taken.append(data)

    def rows(self) -> Iterator[bytes]:
        """What is to be loaded, file by file; raises StatementError when a file doesn't fit."""
        keys = self.storage.keys(self.place)
        if not keys:
            raise StatementError(f"The specified S3 prefix '{parted(self.place)[1]}' does not exist", "XX000")
        for bucket, key in keys:
            yield from csv_of(self.storage.client.get_object(Bucket=bucket, Key=key)["Body"].read(), self.columns)

    def finished(self, message: Message) -> Message:
        """Store what was unloaded; the message that tells the client of the end."""
        if self.loads:
            return message
        table = table_of(self.taken, self.columns)
        self.taken = []
        bucket, prefix = parted(self.place)
        size = -(-table.num_rows // FILES)
        for number in range(FILES if table.num_rows else 0):
            body = parquet_of(table.slice(number * size, size))
            self.storage.client.put_object(Bucket=bucket, Key=f"{prefix}{number:04}_part_00.parquet", Body=body)
        return Message(b"C", b"UNLOAD\0")


def parted(place: str) -> tuple[str, str]:
    """Bucket and prefix of an s3:// address; raises StatementError for another."""
    parts = urlsplit(place)
    if parts.scheme != "s3" or not parts.netloc:
        raise StatementError(f"S3 path {place!r} is invalid", "XX000")
    return parts.netloc, parts.path.lstrip("/")


def transfer_of(statement: Statement, server: Wire, storage: Storage, expand: Expand) -> StoredTransfer | None:
    """The transfer that a statement asks for, None when it is another kind of statement."""
    first = statement.tokens[0].text.lower()
    pattern = {"unload": UNLOAD, "copy": COPY}.get(first)
    if pattern is None:
        return None
    found = pattern.fullmatch(statement.text.rstrip("; \n"))
    if not found:
        raise StatementError(f"syntax error in {first.upper()}")
    _authorised(found["options"], storage)
    return _unload(found, server, storage, expand) if first == "unload" else _copy(found, server, storage)


def _unload(found: re.Match[str], server: Wire, storage: Storage, expand: Expand) -> StoredTransfer:
    words = _known_options(found["options"], OPTIONS_OF_UNLOAD)
    inner = read(found["query"].replace("''", "'"))
    refuse(inner)
    if not isinstance(inner.tree, exp.Query):
        raise StatementError("UNLOAD needs a SELECT")
    if not inner.user_tables and inner.tree.find(exp.Table):
        raise StatementError("UNLOAD of what the leader node alone holds is not supported", "0A000")
    if inner.tree.args.get("limit"):
        raise StatementError("Limit clause is not supported in the outer SELECT of UNLOAD", "0A000")
    if storage.keys(found["place"]) and not words & {"allowoverwrite", "cleanpath"}:
        raise StatementError("Specified unload destination on S3 is not empty. Consider using ALLOWOVERWRITE", "XX000")
    query = translate(expand(inner))
    columns = describe(server, query)
    for column in columns:
        arrow_type(column)  # raises where Parquet has none
    return StoredTransfer(storage, found["place"], f"copy ({query}) to stdout ({CSV})", columns, loads=False)


def _copy(found: re.Match[str], server: Wire, storage: Storage) -> StoredTransfer:
    _known_options(found["options"], OPTIONS_OF_COPY)
    table, columns = found["table"].lower(), found["columns"] or ""
    selected = columns.strip("()") or "*"
    described = describe(server, f"select {selected} from {table}")
    statement = f"copy {table} {columns} from stdin ({CSV})"
    return StoredTransfer(storage, found["place"], statement, described, loads=True)


def _authorised(options: str, storage: Storage) -> None:
    if storage.client is None:
        raise StatementError("this front was started without an S3", "0A000")
    role = ROLE.search(options)
    if not role:
        raise StatementError("CREDENTIALS or IAM_ROLE is missing")
    if role["role"] != storage.role:
        raise StatementError(f"User is not authorized to assume IAM Role {role['role']}", "XX000")


def _known_options(options: str, known: frozenset[str]) -> set[str]:
    """The options that are left beside role and format; raises StatementError for one that Parquet doesn't go with."""
    if not PARQUET.search(options):
        raise StatementError("this front reads and writes Parquet only", "0A000")
    words = set(PARQUET.sub(" ", ROLE.sub(" ", options)).lower().split())
    if words - known:
        raise StatementError(f"{' '.join(sorted(words - known))} is not supported with FORMAT PARQUET", "0A000")
    return words
