"""The PostgreSQL behind the front: where it is, and a logged-in connection to it."""

from __future__ import annotations

import hashlib
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from redshift_front.wire import ConnectionEndedError, Message, Wire, error_text, start_message, text

READY = b"Z"


@dataclass(frozen=True)
class Upstream:
    """Where the PostgreSQL is, and who logs in."""

    host: str
    port: int
    user: str
    password: str

    @classmethod
    def from_url(cls, url: str) -> Upstream:
        """Read `postgresql://user:password@host:port/database?host=/socket/folder`."""
        parts = urlsplit(url)
        host = parse_qs(parts.query).get("host", [parts.hostname or "localhost"])[0]
        return cls(host, parts.port or 5432, unquote(parts.username or "postgres"), unquote(parts.password or ""))

    def connect(self, database: str) -> tuple[Wire, list[Message]]:
        """Log in; returns the connection and what the server said between login and readiness."""
        wire = Wire(self._socket())
        wire.socket.sendall(start_message({"user": self.user, "database": database, "client_encoding": "UTF8"}))
        _log_in(wire, self.user, self.password)
        greeting = []
        while (message := wire.receive()).kind != READY:
            if message.kind == b"E":
                raise ConnectionError(error_text(message.body))
            greeting.append(message)
        return wire, greeting

    def _socket(self) -> socket.socket:
        if self.host.startswith("/"):
            sock = socket.socket(socket.AF_UNIX)
            sock.connect(str(Path(self.host) / f".s.PGSQL.{self.port}"))
            return sock
        return socket.create_connection((self.host, self.port))


def ask(wire: Wire, statement: str) -> list[tuple[str | None, ...]]:
    """Run statements in one simple query; returns the rows as text, raises ConnectionError with the server's words."""
    wire.send(Message(b"Q", text(statement)))
    rows: list[tuple[str | None, ...]] = []
    failure = ""
    while (message := wire.receive()).kind != READY:
        if message.kind == b"D":
            rows.append(_row(message.body))
        elif message.kind == b"E":
            failure = error_text(message.body)
    if failure:
        raise ConnectionError(failure)
    return rows


def _row(body: bytes) -> tuple[str | None, ...]:
    (count,), place = struct.unpack_from("!h", body), 2
    values: list[str | None] = []
    for _ in range(count):
        (length,) = struct.unpack_from("!i", body, place)
        place += 4
        values.append(None if length < 0 else body[place : place + length].decode())
        place += max(length, 0)
    return tuple(values)


def _log_in(wire: Wire, user: str, password: str) -> None:
    """Answer what the server asks until it is content: nothing, clear text, MD5 or SCRAM-SHA-256."""
    exchange: Any = None
    while True:
        message = wire.receive()
        if message.kind == b"E":
            raise ConnectionError(error_text(message.body))
        if message.kind != b"R":
            raise ConnectionEndedError
        (code,) = struct.unpack_from("!i", message.body)
        if code == 0:
            return
        if code == 3:
            wire.send(Message(b"p", text(password)))
        elif code == 5:
            wire.send(Message(b"p", text(md5_answer(user, password, message.body[4:8]))))
        else:
            exchange = _scram(wire, code, message.body[4:].decode(), user, password, exchange)


def md5_answer(user: str, password: str, salt: bytes) -> str:
    """What a client says when it is asked for an MD5 password."""
    inner = hashlib.md5((password + user).encode()).hexdigest()
    return "md5" + hashlib.md5(inner.encode() + salt).hexdigest()


def _scram(wire: Wire, code: int, said: str, user: str, password: str, exchange: Any) -> Any:
    from scramp import ScramClient

    if code == 10:
        exchange = ScramClient(["SCRAM-SHA-256"], user, password)
        first = exchange.get_client_first().encode()
        wire.send(Message(b"p", text("SCRAM-SHA-256") + struct.pack("!i", len(first)) + first))
    elif code == 11:
        exchange.set_server_first(said)
        wire.send(Message(b"p", exchange.get_client_final().encode()))
    elif code == 12:
        exchange.set_server_final(said)
    return exchange
