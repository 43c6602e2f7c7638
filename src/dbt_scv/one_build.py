"""One build of a schema at a time on a server: each holds a lock in a session of its own for as long as it runs.

The server lets go of the lock when the session ends, so a build that was killed leaves nothing behind that stops the
next one. On DuckDB the file's own lock does this.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from typing import Any

from dbt_scv.warehouse import WarehouseError

_held: list[Any] = []


def begin_build(adapter: Any, schema: str) -> str:
    """Take the lock of this schema. Returns what stands in the way, empty when nothing does."""
    end_build(adapter)
    credentials = adapter.config.credentials
    lock = importlib.import_module(f"dbt_scv.{credentials.type}").lock_builds
    try:
        _held.append(lock(credentials, schema))
    except WarehouseError as error:
        return str(error)
    return ""


def end_build(_: Any) -> None:
    """Let go of the lock, if it is held."""
    while _held:
        with suppress(Exception):  # the session may have been ended by the server
            _held.pop().close()
