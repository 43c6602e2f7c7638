"""The server's connections, ended in the middle of a Python model: tests/server_project/models/cut_off.py calls it."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

import psycopg2

AT_WORK = {"reading": "copy (select%", "writing": "copy %from stdin%"}
PATIENCE = 20.0
ENDED = """
    select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike %s
        and (state = 'active' or %s = '%%')
"""


def cut(moment: str) -> None:
    """End every connection at once (`computing`), or that of the next transfer in its midst (`reading`, `writing`)."""
    if moment == "computing":
        _end(_connect(), "%")
    else:
        threading.Thread(target=_wait_and_end, args=(_connect(), AT_WORK[moment]), daemon=True).start()


def _connect() -> Any:
    """A connection of the test's own to the database that dbt builds in."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "DATABASE"}
    connection = psycopg2.connect(**{key: os.environ[f"SCV_POSTGRES_{name}"] for key, name in names.items()})
    connection.autocommit = True
    return connection


def _end(connection: Any, query: str) -> int:
    """End the connections that run such a query; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(ENDED, (query, query))
        return int(cursor.fetchone()[0])


def _wait_and_end(connection: Any, query: str) -> None:
    """Wait for such a query, end its connection, stop."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not _end(connection, query):
        time.sleep(0.001)
    connection.close()
