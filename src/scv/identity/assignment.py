"""From clusters and the ledger of PINs to what this run would change in it.

Tables in: `clustered_records` (record_key, source_system, cluster_id) as of now, `ledger`, every assignment ever made
that bears on them, `ledger_totals` and `issued_pins`. Table out: `proposals`, the ledger's rows that would begin, and
those that would end with their end filled in. A record's old PIN is its last one, also when the record was away. Where
one PIN and one cluster share all their records SQL keeps them together; the rest goes to the solver. A cluster that is
left without a PIN gets one back that its records had (`scv.identity.returning`), or a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from scv.identity.ledger import LEDGER_COLUMNS, Run, create_held
from scv.identity.matching import Overlaps, components, match
from scv.identity.pin import pins
from scv.identity.returning import create_loyalties, create_returns
from scv.workbench import columns_of


def create_proposals(connection: duckdb.DuckDBPyConnection, run: Run, key: str) -> int:
    """Fill the table `proposals` and give its number of rows. `key` encrypts the numbers of new PINs.

    Where there is a table `decided_records` (record_key), what moved in their components is put down to a steward.
    """
    create_held(connection, run.weights)
    connection.execute("""
        create or replace temp table claims as
        select
            *, count(*) over (partition by pin) = 1 and count(*) over (partition by cluster_id) = 1 as is_trivial
        from meetings
    """)
    _keep_pins(connection)
    _issue_pins(connection, run, key)
    _create_rows(connection, run)
    return int(connection.execute("select count(*) from proposals").fetchall()[0][0])


def _keep_pins(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `kept` (cluster_id, pin), clusters that keep or regain a PIN, and `decided_pins`, of stewards."""
    create_returns(connection)
    create_loyalties(connection)
    connection.execute("""
        create or replace temp table contested as
        with ages as (
            select pin, row_number() over (order by min(run_id), pin) - 1 as pin_number
            from ledger where pin in (select pin from claims where not is_trivial) group by pin
        ),
        places as (
            select cluster_id, row_number() over (order by min(record_key)) - 1 as cluster_number
            from placed where cluster_id in (select cluster_id from claims where not is_trivial) group by cluster_id
        )
        select pin, pin_number, cluster_id, cluster_number, weight, loyalty
        from claims
        inner join loyalties using (pin, cluster_id)
        inner join ages using (pin)
        inner join places using (cluster_id)
        where not is_trivial
    """)
    found = columns_of(connection, "select pin_number, cluster_number, weight, loyalty from contested order by all")
    columns = [column.astype(np.int64) for column in found]
    edges = Overlaps(*columns)
    sizes = [int(numbers.max(initial=-1)) + 1 for numbers in columns[:2]]
    kept = match(edges, *sizes)
    load(connection, "matched", {"cluster_number": np.flatnonzero(kept >= 0), "pin_number": kept[kept >= 0]})
    connection.execute("""
        create or replace temp table kept as
        select cluster_id, pin from claims where is_trivial
        union all
        select cluster_id, pin from contested inner join matched using (cluster_number, pin_number)
    """)
    connection.execute("""
        insert into kept select cluster_id, pin from returns where cluster_id not in (select cluster_id from kept)
    """)
    labels = {"pin_number": edges.pin, "cluster_number": edges.cluster, "component": components(edges, *sizes)}
    load(connection, "labelled", labels)
    _note_decisions(connection)


def _note_decisions(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table if not exists decided_records (record_key varchar)")
    connection.execute("""
        create or replace temp table decided_pins as
        with decided as (
            select component from labelled
            inner join contested using (pin_number, cluster_number)
            inner join placed on placed.cluster_id = contested.cluster_id or placed.pin = contested.pin
            where placed.record_key in (select record_key from decided_records)
        )
        select pin from labelled inner join contested using (pin_number, cluster_number)
        where component in (select component from decided)
        union
        select denied_pins.pin from denied_pins inner join placed using (record_key, pin)
    """)


def _issue_pins(connection: duckdb.DuckDBPyConnection, run: Run, key: str) -> None:
    """Add to `kept` a new PIN for every other cluster. Numbers follow the PINs issued so far; none is used twice."""
    connection.execute("""
        create or replace temp table waiting as
        select cluster_id, row_number() over (order by min(record_key)) - 1 as position
        from placed where cluster_id not in (select cluster_id from kept) group by cluster_id
    """)
    needed = int(connection.execute("select count(*) from waiting").fetchall()[0][0])
    connection.execute("create or replace temp table fresh (position bigint, pin varchar)")
    number, found = run.issued_pins, 0
    while found < needed:
        batch = pins(np.arange(number, number + needed - found, dtype=np.uint64), key)
        load(connection, "batch", {"number": np.arange(len(batch)), "pin": np.array(batch, dtype=object)})
        connection.execute(
            """
            insert into fresh select ? + row_number() over (order by number) - 1, pin
            from batch where pin not in (select pin from issued_pins where pin in (select pin from batch))
            """,
            [found],
        )
        number += needed - found
        found = int(connection.execute("select count(*) from fresh").fetchall()[0][0])
    connection.execute("insert into kept select cluster_id, pin from waiting inner join fresh using (position)")


def _create_rows(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Fill `proposals`: the columns of the ledger, and `change`, `begins` or `ends`."""
    connection.execute(
        f"""
        create or replace table proposals as
        with decided as (
            select
                placed.*, kept.pin as new_pin,
                case
                    when placed.pin = kept.pin or placed.pin is null then 'data'
                    when placed.pin in (select pin from decided_pins) then 'steward'
                    else $cause
                end as change_cause
            from placed inner join kept using (cluster_id)
        ),
        begun as (
            select
                record_key, new_pin as pin, $run_id as run_id, cast($now as timestamp) as valid_from,
                case
                    when pin is null and new_pin in (select pin from fresh) then 'new'
                    when pin is null then 'joined'
                    when pin <> new_pin then 'moved'
                    else 'returned'
                end as reason,
                change_cause as cause, cast(null as bigint) as ended_run_id, cast(null as timestamp) as valid_to,
                cast(null as varchar) as ended_cause, 'begins' as change
            from decided where pin is null or pin <> new_pin or not is_current
        ),
        ended as (
            select
                ledger.* replace (
                    $run_id as ended_run_id, $now as valid_to, coalesce(decided.change_cause, 'data') as ended_cause
                ),
                'ends' as change
            from ledger left join decided using (record_key)
            where ledger.valid_to is null and (decided.new_pin is null or decided.new_pin <> ledger.pin)
        )
        select {", ".join(LEDGER_COLUMNS)}, change from begun
        union all
        select {", ".join(LEDGER_COLUMNS)}, change from ended
        """,
        {"now": run.started_at, "run_id": run.run_id, "cause": run.cause},
    )


def load(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, npt.NDArray[Any]]) -> None:
    """Create the temporary table `name` from columns of equal length."""
    connection.register("loaded", dict(columns))
    connection.execute(f"create or replace temp table {name} as select * from loaded")
    connection.unregister("loaded")
