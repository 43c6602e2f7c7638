"""Empty the ledger of PINs, so that the next build issues new ones: what is lost by it, and the deed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from scv.database import why_not_opened
from scv.project import ScvError


@dataclass(frozen=True)
class Loss:
    """What a rebuild loses: PINs ever issued and current ones, assignments, runs.

    Decisions are kept, but those that name a PIN mean nobody any more.
    """

    pins: int
    current_pins: int
    assignments: int
    runs: int
    decisions_kept: int
    decisions_lost: int


def what_is_lost(database: Path) -> Loss:
    """The loss that a rebuild of this database would be."""
    with _connect(database) as connection:
        counts = connection.execute(f"""
            select
                count(distinct pin), count(distinct case when valid_to is null then pin end),
                count(*), count(distinct run_id)
            from {_place(connection, "pin_ledger")}
        """).fetchall()[0]
        decisions = _find(connection, "steward_decisions")
        names_pin = "left_key not like '%:%' or right_key not like '%:%'"
        kept, lost = (0, 0)
        if decisions:
            kept, lost = connection.execute(f"""
                select count(case when {names_pin} then null else 1 end), count(case when {names_pin} then 1 end)
                from {decisions}
            """).fetchall()[0]
    return Loss(*(int(count) for count in (*counts, kept, lost)))


def empty_ledger(database: Path) -> None:
    """Delete every assignment, in one transaction with the note of it in the list of runs.

    How many PINs were issued stays known there, so the next build issues others.
    """
    with _connect(database) as connection:
        ledger, runs = _place(connection, "pin_ledger"), _place(connection, "pin_runs")
        connection.begin()
        connection.execute(f"""
            insert into {runs} by name
            select
                max(run_id) + 1 as run_id, 'rebuild' as kind, now() at time zone 'UTC' as started_at,
                '' as model_id, '' as rules, max(issued_pins) as issued_pins, 0 as known_records, 0 as changed_records,
                0 as changed_weight, 0 as least_changed_weight
            from {runs}
        """)
        connection.execute(f"delete from {ledger}")
        connection.commit()


def _connect(database: Path) -> duckdb.DuckDBPyConnection:
    if not database.is_file():
        raise ScvError(f"There is no {database}: the first `dbt build` makes it.")
    try:
        return duckdb.connect(str(database))
    except duckdb.IOException as error:
        raise ScvError(why_not_opened(database, error)) from error


def _place(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    found = _find(connection, table)
    if found is None:
        raise ScvError("There are no PINs yet: the first `dbt build` issues them.")
    return found


def _find(connection: duckdb.DuckDBPyConnection, table: str) -> str | None:
    rows = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [table]
    ).fetchall()
    return f'"{rows[0][0]}"."{table}"' if rows else None
