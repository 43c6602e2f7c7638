"""From clusters and the PINs of the last run to the PINs of this run.

Tables in: `clustered_records` (record_key, cluster_id) as of now, `assignments` (record_key, pin, valid_from, valid_to,
reason): every assignment ever made. Table out: `changes`, the rows to write: assignments that begin, and those that
end with their `valid_to` filled in. A record's old PIN is its last one, also when the record was away.
"""

from __future__ import annotations

from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa

from scv.identity.matching import Overlaps, match
from scv.identity.pin import pins

ASSIGNMENT_COLUMNS = {
    "record_key": "varchar",
    "pin": "varchar",
    "valid_from": "timestamp",
    "valid_to": "timestamp",
    "reason": "varchar",
}


def empty_assignments(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table `assignments` without rows, as before the first run."""
    columns = ", ".join(f"{name} {kind}" for name, kind in ASSIGNMENT_COLUMNS.items())
    connection.execute(f"create or replace table assignments ({columns})")


def create_changes(connection: duckdb.DuckDBPyConnection, now: datetime, key: str) -> int:
    """Fill the table `changes` and give its number of rows. `now` is UTC; `key` encrypts the numbers of new PINs."""
    connection.execute("""
        create or replace temp table held as
        select
            record_key,
            max_by(pin, valid_from) as pin,
            bool_or(valid_to is null) as is_current,
            max(valid_from) as valid_from
        from assignments group by record_key
    """)
    _create_preferences(connection)
    _keep_pins(connection)
    _issue_pins(connection, key)
    _create_change_rows(connection, now)
    return int(connection.execute("select count(*) from changes").fetchall()[0][0])


def _create_preferences(connection: duckdb.DuckDBPyConnection) -> None:
    """Number PINs by age and clusters by their smallest record key: the order in which ties are settled."""
    connection.execute("""
        create or replace temp table known_pins as
        select pin, row_number() over (order by min(valid_from), pin) - 1 as pin_number
        from assignments group by pin
    """)
    connection.execute("""
        create or replace temp table clusters as
        select cluster_id, row_number() over (order by min(record_key)) - 1 as cluster_number
        from clustered_records group by cluster_id
    """)


def _keep_pins(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `kept` (cluster_id, pin): the clusters that keep a PIN."""
    overlaps = connection.sql("""
        select pin_number, cluster_number, count(*) as weight
        from clustered_records
        inner join held using (record_key)
        inner join known_pins using (pin)
        inner join clusters using (cluster_id)
        group by pin_number, cluster_number
        order by pin_number, cluster_number
    """).to_arrow_table()
    sizes = connection.execute(
        "select (select count(*) from known_pins), (select count(*) from clusters)"
    ).fetchall()[0]
    columns = [overlaps.column(name).to_numpy().astype(np.int64) for name in overlaps.column_names]
    kept = match(Overlaps(*columns), int(sizes[0]), int(sizes[1]))
    _load(connection, "matched", {"cluster_number": np.flatnonzero(kept >= 0), "pin_number": kept[kept >= 0]})
    connection.execute("""
        create or replace temp table kept as
        select cluster_id, pin from matched
        inner join clusters using (cluster_number)
        inner join known_pins using (pin_number)
    """)


def _issue_pins(connection: duckdb.DuckDBPyConnection, key: str) -> None:
    """Add to `kept` a new PIN for every other cluster. Numbers follow the PINs issued so far; none is used twice."""
    issued, needed = connection.execute("""
        select (select count(*) from known_pins), (select count(*) from clusters) - (select count(*) from kept)
    """).fetchall()[0]
    known = {row[0] for row in connection.execute("select pin from known_pins").fetchall()} if needed else set()
    fresh: list[str] = []
    number = int(issued)
    while len(fresh) < needed:
        batch = pins(np.arange(number, number + needed, dtype=np.uint64), key)
        fresh += [pin for pin in batch if pin not in known]
        number += int(needed)
    _load(connection, "fresh", {"position": np.arange(int(needed)), "pin": fresh[: int(needed)]})
    connection.execute("""
        insert into kept
        with waiting as (
            select cluster_id, row_number() over (order by cluster_number) - 1 as position
            from clusters where cluster_id not in (select cluster_id from kept)
        )
        select cluster_id, pin from waiting inner join fresh using (position)
    """)


def _create_change_rows(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    connection.execute(
        """
        create or replace table changes as
        with decided as (
            select record_key, kept.pin, held.pin as old_pin, coalesce(held.is_current, false) as is_current
            from clustered_records
            inner join kept using (cluster_id)
            left join held using (record_key)
        ),
        begun as (
            select
                record_key, pin, $now as valid_from, cast(null as timestamp) as valid_to,
                case
                    when old_pin is null and pin in (select pin from known_pins) then 'joined'
                    when old_pin is null then 'new'
                    when old_pin <> pin then 'moved'
                    else 'returned'
                end as reason
            from decided where old_pin is null or old_pin <> pin or not is_current
        ),
        ended as (
            select assignments.* replace ($now as valid_to)
            from assignments
            left join decided using (record_key)
            where assignments.valid_to is null and (decided.pin is null or decided.pin <> assignments.pin)
        )
        select * from begun union all select * from ended
        """,
        {"now": now},
    )


def _load(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, object]) -> None:
    """Create the temporary table `name` from columns of equal length."""
    connection.register("loaded", pa.table(columns))
    connection.execute(f"create or replace temp table {name} as select * from loaded")
    connection.unregister("loaded")
