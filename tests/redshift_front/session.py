"""One client of the front: its messages go on to PostgreSQL, its statements translated, and the answers come back.

Half duplex: what the client sends up to a Sync (or in a simple query) goes on in one piece, then everything that comes
back up to ReadyForQuery is passed on. COPY and UNLOAD happen in between, unseen by the client.
"""

from __future__ import annotations

import logging
import os
import struct
from dataclasses import dataclass, field

from redshift_front.refusals import refuse
from redshift_front.statement import Statement, StatementError, read
from redshift_front.storage import Storage, StoredTransfer, transfer_of
from redshift_front.translation import translate
from redshift_front.upstream import Upstream, md5_answer
from redshift_front.views import LateBindingViews
from redshift_front.wire import (
    CANCEL_REQUEST,
    SSL_REQUEST,
    ConnectionEndedError,
    Message,
    Wire,
    cut,
    error,
    parameter_status,
    start_parameters,
    text,
)

log = logging.getLogger("redshift_front")

# What a client is told about the server; Redshift says that it is PostgreSQL 8.0.2.
GREETING = {"server_version": "8.0.2", "server_protocol_version": "0", "datashare_enabled": "off"}


@dataclass(frozen=True)
class Account:
    """Who may come in, and to which database."""

    user: str
    password: str
    database: str


@dataclass
class Session:
    """A client and its connection to PostgreSQL."""

    client: Wire
    upstream: Upstream
    account: Account
    storage: Storage
    server: Wire = field(init=False)
    transfers: dict[str, StoredTransfer] = field(default_factory=dict)
    portals: dict[str, StoredTransfer] = field(default_factory=dict)
    running: StoredTransfer | None = None
    refused: StatementError | None = None

    def serve(self) -> None:
        """Talk until one side hangs up."""
        if not self._greet():
            return
        self.views = LateBindingViews(self.server)
        try:
            while self._forward_batch():
                self._pass_back()
        finally:
            self.server.close()

    def _greet(self) -> bool:
        """Ask who it is, log in to PostgreSQL, and say what Redshift says; False when there is nothing to serve."""
        code, body = self.client.receive_start()
        while code == SSL_REQUEST:
            self.client.socket.sendall(b"N")
            code, body = self.client.receive_start()
        if code == CANCEL_REQUEST:
            return False
        if not self._let_in(start_parameters(body)):
            return False
        self.server, greeting = self.upstream.connect(self.account.database)
        said = [message for message in greeting if not _names(message, GREETING)]
        changed = [parameter_status(name, value) for name, value in GREETING.items()]
        self.client.send(Message(b"R", struct.pack("!i", 0)), *changed, *said, Message(b"Z", b"I"))
        return True

    def _let_in(self, asked: dict[str, str]) -> bool:
        """Ask for the password, as an MD5 sum, and compare; parameters that PostgreSQL doesn't know end here."""
        salt = os.urandom(4)
        self.client.send(Message(b"R", struct.pack("!i", 5) + salt))
        given = cut(self.client.receive().body)[0]
        wanted = md5_answer(self.account.user, self.account.password, salt)
        known = asked.get("user") == self.account.user and given == wanted
        if not known or asked.get("database") != self.account.database:
            user = asked.get("user", "")
            self.client.send(error("28000", f'password authentication failed for user "{user}"'))
        return known and asked.get("database") == self.account.database

    def _forward_batch(self) -> bool:
        """Send the client's next batch on; False when the client says goodbye."""
        batch: list[Message] = []
        while True:
            message = self.client.receive()
            if message.kind == b"X":
                return False
            batch.append(self._translated(message))
            if message.kind in (b"S", b"Q"):
                self.server.send(*batch)
                return True

    def _translated(self, message: Message) -> Message:
        if message.kind == b"P":
            name, rest = cut(message.body)
            query, parameters = cut(rest)
            return Message(b"P", text(name) + text(self._statement(query, name)) + parameters)
        if message.kind == b"Q":
            return Message(b"Q", text(self._statement(cut(message.body)[0], "")))
        if message.kind == b"B":
            portal, rest = cut(message.body)
            self._keep(self.portals, portal, self.transfers.get(cut(rest)[0]))
        if message.kind == b"E":
            self.running = self.portals.get(cut(message.body)[0])
        return message

    def _statement(self, query: str, name: str) -> str:
        """What PostgreSQL is to run instead; nonsense, for it to fail, when the statement is refused."""
        self._keep(self.transfers, name, None)
        if not query.strip():
            return query
        try:
            statement = read(query)
            refuse(statement)
            return self._for_postgres(statement, name)
        except StatementError as refusal:
            log.info("refused: %s: %s", refusal, query)
            self.refused = refusal
            return "refused"

    def _for_postgres(self, statement: Statement, name: str) -> str:
        transfer = transfer_of(statement, self.server, self.storage, self.views.expanded)
        if transfer:
            self._keep(self.transfers, name, transfer)
            return transfer.statement
        if statement.tree.args.get("no_schema_binding"):
            return self.views.creation(statement)
        return translate(self.views.expanded(statement))

    def _pass_back(self) -> None:
        """Pass on what PostgreSQL answers, up to its readiness."""
        kind = b""
        while kind != b"Z":
            message = self.server.receive()
            kind = message.kind
            if kind == b"E" and self.refused:
                message = error(self.refused.code, str(self.refused), self.refused.detail)
            elif kind in b"GHdc" and self.running:
                self._transfer(message)
                continue
            elif kind == b"C" and self.running:
                message = self.running.finished(message)
            self.client.send(message)
        self.refused = self.running = None

    def _transfer(self, message: Message) -> None:
        """One step of a COPY or an UNLOAD: rows that PostgreSQL wants, or gives."""
        assert self.running
        if message.kind == b"d":
            self.running.take(message.body)
        elif message.kind == b"G":
            try:
                for chunk in self.running.rows():
                    self.server.send(Message(b"d", chunk))
                self.server.send(Message(b"c"), Message(b"S"))
            except StatementError as failure:
                self.refused = failure
                self.server.send(Message(b"f", text(str(failure))), Message(b"S"))

    @staticmethod
    def _keep(place: dict[str, StoredTransfer], name: str, transfer: StoredTransfer | None) -> None:
        if transfer:
            place[name] = transfer
        else:
            place.pop(name, None)


def _names(message: Message, parameters: dict[str, str]) -> bool:
    return message.kind == b"S" and cut(message.body)[0] in parameters


def serve(session: Session) -> None:
    """Serve a client to its end; whatever goes wrong ends this client alone."""
    try:
        session.serve()
    except (ConnectionEndedError, OSError) as ended:
        log.debug("a client's connection ended: %s", ended)
    finally:
        session.client.close()
