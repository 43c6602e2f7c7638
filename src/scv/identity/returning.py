"""PINs that ended, for those who had them: a split gives back what a merge took, and a rollback what a model took.

An ended PIN goes back to a cluster that keeps no other one and holds more than half of the records that had it last.
With fewer it stays with the PIN that it was merged into, which most of its people have.
"""

from __future__ import annotations

import duckdb


def create_returns(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `returns` (cluster_id, pin, records): the ended PIN that a cluster may have back that keeps none by itself.

    Reads `placed`, `meetings`, `claims`, `denied`, `ledger` and `issued_pins` (pin, is_held), a row per assignment. No
    PIN is offered to two clusters; of several a cluster is offered the one of most records, then the older, then the
    smaller.
    """
    connection.execute("""
        create or replace temp table returns as
        with contested_records as (
            select record_key, cluster_id from placed
            where cluster_id not in (select cluster_id from claims where is_trivial)
        ),
        ended as (
            select
                ledger.*,
                max(ended_run_id) over (partition by pin) as final_run_id,
                min(run_id) over (partition by pin) as first_run_id
            from ledger
            where pin in (select pin from ledger inner join contested_records using (record_key))
                and pin not in (select pin from issued_pins where is_held)
                and pin not in (select pin from meetings)
        ),
        last_held as (
            select *, count(*) over (partition by pin) as holders from ended where ended_run_id = final_run_id
        ),
        gathered as (
            select cluster_id, pin, count(*) as records, min(first_run_id) as first_run_id
            from last_held
            inner join contested_records using (record_key)
            anti join denied using (cluster_id, pin)
            group by cluster_id, pin having 2 * count(*) > min(holders)
        )
        select cluster_id, pin, records from gathered
        qualify row_number() over (partition by cluster_id order by records desc, first_run_id, pin) = 1
    """)


def create_loyalties(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `loyalties` (pin, cluster_id, loyalty): for each contested meeting, what settles it when records are equal.

    That is how many of the cluster's records ever had the PIN, less those that would have another one back.
    """
    connection.execute("""
        create or replace temp table loyalties as
        with ever_held as (
            select ledger.pin, placed.cluster_id, count(distinct placed.record_key) as records
            from placed inner join ledger using (record_key)
            where placed.cluster_id in (select cluster_id from claims where not is_trivial)
            group by ledger.pin, placed.cluster_id
        )
        select claims.pin, claims.cluster_id, ever_held.records - coalesce(returns.records, 0) as loyalty
        from claims
        inner join ever_held using (pin, cluster_id)
        left join returns using (cluster_id)
        where not is_trivial
    """)
