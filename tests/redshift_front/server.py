"""The front as a server: it listens on loopback, makes its database, and gives each client a thread."""

from __future__ import annotations

import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redshift_front.session import Account, Session, serve
from redshift_front.storage import Storage
from redshift_front.upstream import Upstream, ask
from redshift_front.wire import Wire

# Calls within calls within calls: sqlglot goes down some twenty frames for each.
DEEPEST, STACK_BYTES = 50_000, 256 << 20

FUNCTIONS = Path(__file__).with_name("functions.pgsql")


@dataclass(frozen=True)
class Front:
    """A running front: where it is, and whom it lets in."""

    host: str
    port: int
    account: Account

    def environment(self) -> dict[str, str]:
        """What profiles.example.yml reads for the target `redshift`."""
        return {
            "SCV_REDSHIFT_HOST": self.host,
            "SCV_REDSHIFT_PORT": str(self.port),
            "SCV_REDSHIFT_USER": self.account.user,
            "SCV_REDSHIFT_PASSWORD": self.account.password,
            "SCV_REDSHIFT_DATABASE": self.account.database,
            "SCV_REDSHIFT_SSLMODE": "disable",
        }


@contextmanager
def redshift_front(upstream: Upstream, storage: Storage | None = None) -> Iterator[Front]:
    """A front before a PostgreSQL, with a database of its own that goes when the front does."""
    account = Account("scv", secrets.token_hex(8), f"redshift_{secrets.token_hex(4)}")
    _create_database(upstream, account.database)
    sys.setrecursionlimit(max(DEEPEST, sys.getrecursionlimit()))
    threading.stack_size(STACK_BYTES)
    listener = socket.create_server(("127.0.0.1", 0))
    arguments = (listener, upstream, account, storage or Storage())
    threading.Thread(target=_accept, args=arguments, daemon=True).start()
    try:
        yield Front("127.0.0.1", listener.getsockname()[1], account)
    finally:
        listener.close()
        _run(upstream, "postgres", f"drop database {account.database} with (force)")


def _accept(listener: socket.socket, upstream: Upstream, account: Account, storage: Storage) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:  # closed
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        session = Session(Wire(client), upstream, account, storage)
        threading.Thread(target=serve, args=(session,), daemon=True).start()


def _create_database(upstream: Upstream, name: str) -> None:
    """Make the database: texts in the order of their bytes, as Redshift has them, times in UTC."""
    sorted_by_bytes = (
        "template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C'"
    )
    _run(upstream, "postgres", f"create database {name} {sorted_by_bytes} lc_ctype 'C'")
    _run(upstream, name, f"alter database {name} set timezone = 'UTC'")
    _run(upstream, name, f"alter database {name} set client_min_messages = 'warning'")
    _run(upstream, name, FUNCTIONS.read_text())
    _run(upstream, name, f'alter database {name} set search_path = "$user", public, redshift')


def _run(upstream: Upstream, database: str, statement: str) -> None:
    wire, _ = upstream.connect(database)
    try:
        ask(wire, statement)
    finally:
        wire.close()
