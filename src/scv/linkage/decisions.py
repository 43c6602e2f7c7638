"""Stewards' decisions as constraints on fingerprints.

Table in: `decisions` (decision_id, decision, side, fingerprint_id), a row per fingerprint of a side. Must-links
make groups; a cannot-link within a group contradicts the must-links between its two. Contradictory decisions change
nothing until they are settled: none of them is in force.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scv.linkage.contradictions import clashes
from scv.workbench import Relation, no_rows, workbench

CONSTRAINTS_SCHEMA = pa.schema({"decision_id": pa.string(), "decision": pa.string(), "l": pa.int64(), "r": pa.int64()})


def judge(stewards: Relation, decisions: Relation) -> pa.Table:
    """What became of every decision: decision_id, status and contradicts (see `create_constraints`).

    `stewards` (decision_id) names them all, also those whose records or PINs nobody knows.
    """
    with workbench(stewards=stewards, decisions=decisions) as connection:
        create_constraints(connection)
        return connection.sql("""
            select decision_id, coalesce(status, 'no records') as status, contradicts
            from stewards left join decision_status using (decision_id) order by decision_id
        """).to_arrow_table()


def constraints_of(decisions: Relation) -> pa.Table:
    """The table `constraints` of `create_constraints`."""
    rows = decisions.to_arrow_table()
    if not rows.num_rows:
        return no_rows(CONSTRAINTS_SCHEMA)
    with workbench() as connection:
        connection.register("decisions", rows)
        create_constraints(connection)
        return connection.sql("select * from constraints order by all").to_arrow_table()


def create_constraints(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `constraints` (decision_id, decision, l, r: fingerprint ids, smaller first) and `decision_status`.

    `decision_status` has decision_id, status (`in force`, `contradicted`, or `no records` where a side has none now)
    and contradicts, the decisions that it clashes with, as a text with commas.
    """
    connection.execute("""
        create or replace table decided as
        select decision_id, decision, side, fingerprint_id from decisions group by all
    """)
    # One side is linked through its smallest fingerprint, so that a PIN's records hold together too.
    connection.execute("""
        create or replace table stated as
        with anchors as (
            select decision_id, min(fingerprint_id) as anchor from decided where decision = 'must_link' group by all
            having count(distinct side) = 2
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
    stated = connection.execute("select decision_id, decision, l, r from stated order by all").fetchall()
    connection.execute("create or replace table contradicted (decision_id varchar, contradicts varchar)")
    found = sorted(clashes(stated))
    if found:
        connection.executemany("insert into contradicted values (?, ?)", found)
    connection.execute("""
        create or replace table constraints as
        select * from stated where decision_id not in (select decision_id from contradicted)
    """)
    connection.execute("""
        create or replace table decision_status as
        with found as (
            select decision_id, count(distinct side) = 2 as has_records from decided group by decision_id
        ),
        against as (
            select decision_id, string_agg(contradicts, ', ' order by contradicts) as contradicts
            from contradicted group by decision_id
        )
        select
            decision_id,
            case
                when against.contradicts is not null then 'contradicted'
                when has_records then 'in force'
                else 'no records'
            end as status,
            against.contradicts
        from (select distinct decision_id from decisions)
        left join found using (decision_id)
        left join against using (decision_id)
    """)
