"""The messages of the PostgreSQL protocol, version 3, as far as a front needs them.

Source: PostgreSQL documentation, "Message Formats".
"""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, cast

PROTOCOL = 196608
SSL_REQUEST = 80877103
CANCEL_REQUEST = 80877102


class ConnectionEndedError(Exception):
    """The other side hung up."""


@dataclass(frozen=True)
class Message:
    """One message: its kind, a single byte, and what follows the length."""

    kind: bytes
    body: bytes = b""

    def encoded(self) -> bytes:
        """The bytes that go over the wire."""
        return self.kind + struct.pack("!i", len(self.body) + 4) + self.body


class Wire:
    """One side's socket, read and written in messages."""

    def __init__(self, sock: socket.socket) -> None:
        """Take over a connected socket."""
        self.socket = sock
        self.stream = cast("BinaryIO", sock.makefile("rb", buffering=1 << 16))

    def take(self, size: int) -> bytes:
        """Return exactly so many bytes; raises ConnectionEndedError when there are fewer."""
        data = self.stream.read(size)
        if len(data) < size:
            raise ConnectionEndedError
        return data

    def receive(self) -> Message:
        """Return the next message."""
        kind, length = struct.unpack("!ci", self.take(5))
        return Message(kind, self.take(length - 4))

    def receive_start(self) -> tuple[int, bytes]:
        """Return the code and the rest of a first message, which has no kind."""
        length, code = struct.unpack("!ii", self.take(8))
        return code, self.take(length - 8)

    def send(self, *messages: Message) -> None:
        """Send messages together."""
        self.socket.sendall(b"".join(message.encoded() for message in messages))

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.stream.close()
        self.socket.close()


def text(value: str) -> bytes:
    """A text as the protocol writes it: UTF-8 and a zero byte."""
    return value.encode() + b"\0"


def start_message(parameters: dict[str, str]) -> bytes:
    """The first message of a client, which has no kind."""
    body = b"".join(text(name) + text(value) for name, value in parameters.items()) + b"\0"
    return struct.pack("!ii", len(body) + 8, PROTOCOL) + body


def start_parameters(body: bytes) -> dict[str, str]:
    """The parameters of a client's first message."""
    parts = [part.decode() for part in body.split(b"\0")[:-2]]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def parameter_status(name: str, value: str) -> Message:
    """What tells a client of a setting of the server."""
    return Message(b"S", text(name) + text(value))


def error(code: str, message: str, detail: str = "") -> Message:
    """An error with its SQLSTATE."""
    fields = {"S": "ERROR", "V": "ERROR", "C": code, "M": message, "D": detail}
    return Message(b"E", b"".join(kind.encode() + text(value) for kind, value in fields.items() if value) + b"\0")


def error_text(body: bytes) -> str:
    """The message of an error."""
    fields = {part[:1]: part[1:].decode() for part in body.split(b"\0") if part}
    return fields.get(b"M", "")


def cut(body: bytes) -> tuple[str, bytes]:
    """The text that a message begins with, and the rest."""
    head, _, rest = body.partition(b"\0")
    return head.decode(), rest
