"""Stewards' decisions as constraints on fingerprints.

Tables in: `decisions` (decision_id, decision, side, record_key) and `forms` (record_key, fingerprint_id). Must-links
make groups; a cannot-link within a group contradicts the must-links that made it. Contradictory decisions change
nothing until they are settled: none of them is in force.
"""

from __future__ import annotations

import duckdb
import numpy as np

from scv.linkage.clustering import components


def create_constraints(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `constraints` (decision_id, decision, l, r: fingerprint ids, smaller first) and `decision_status`.

    `decision_status` has decision_id and status: `in force`, `contradicted`, or `no records` where a side has none now.
    """
    connection.execute("""
        create or replace table decided as
        select decision_id, decision, side, fingerprint_id
        from decisions inner join forms using (record_key)
        group by all
    """)
    # One side is linked through its smallest fingerprint, so that a PIN's records hold together too.
    connection.execute("""
        create or replace table stated as
        with anchors as (
            select decision_id, min(fingerprint_id) as anchor from decided where decision = 'must_link' group by all
        )
        select decision_id, decision, least(anchor, fingerprint_id) as l, greatest(anchor, fingerprint_id) as r
        from decided inner join anchors using (decision_id) where anchor <> fingerprint_id
        union
        select one.decision_id, one.decision,
            least(one.fingerprint_id, other.fingerprint_id) as l,
            greatest(one.fingerprint_id, other.fingerprint_id) as r
        from decided as one inner join decided as other
            on one.decision_id = other.decision_id and one.side = 'left' and other.side = 'right'
        where one.decision = 'cannot_link'
    """)
    _create_groups(connection)
    connection.execute("""
        create or replace table contradicted as
        with clashes as (
            select stated.decision_id, must_l.label
            from stated
            inner join must_groups as must_l on must_l.fingerprint_id = stated.l
            inner join must_groups as must_r on must_r.fingerprint_id = stated.r
            where stated.decision = 'cannot_link' and must_l.label = must_r.label
        )
        select decision_id from clashes
        union
        select decision_id from stated inner join must_groups on must_groups.fingerprint_id = stated.l
        where stated.decision = 'must_link' and label in (select label from clashes)
        union
        select decision_id from stated where decision = 'cannot_link' and l = r
    """)
    connection.execute("""
        create or replace table constraints as
        select * from stated where decision_id not in (select decision_id from contradicted)
    """)
    connection.execute("""
        create or replace table decision_status as
        with found as (
            select decision_id, count(distinct side) = 2 as has_records from decided group by decision_id
        )
        select
            decision_id,
            case
                when decision_id in (from contradicted) then 'contradicted'
                when has_records then 'in force'
                else 'no records'
            end as status
        from (select distinct decision_id from decisions)
        left join found using (decision_id)
    """)


def _create_groups(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `must_groups` (fingerprint_id, label): what must-links tie together; a lone fingerprint is its own group."""
    nodes = connection.execute("select distinct fingerprint_id from decided order by 1").fetchnumpy()["fingerprint_id"]
    links = connection.execute("select l, r from stated where decision = 'must_link' order by all").fetchnumpy()
    left, right = (np.searchsorted(nodes, links[side]).astype(np.int64) for side in ("l", "r"))
    labels = components(len(nodes), left, right)
    connection.execute("create or replace table must_groups (fingerprint_id bigint, label bigint)")
    if len(nodes):
        connection.executemany(
            "insert into must_groups values (?, ?)", [(int(n), int(g)) for n, g in zip(nodes, labels, strict=True)]
        )
