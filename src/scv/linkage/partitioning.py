"""The clusters of the fingerprints that a run touches.

A component is what pairs that join tie together. It is touched when it has a new fingerprint, has lost one, or when
what decides clusters changed altogether: the model, a threshold, a rule or a decision (the basis of a run). Untouched
components keep their clusters (`int_identity__touched_fingerprints`); clusters depend on nothing outside their
component, so the result is that of a full run.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scv.linkage.clustering import partition
from scv.linkage.decisions import constraints_of
from scv.linkage.engines import bench, engine_of, is_spark, lend
from scv.linkage.evidence import Thresholds, add_conflicts, create_evidence
from scv.workbench import Connection, Relation, columns_of

CONFLICT_ROUNDS = 10


def cluster(
    fingerprints: Relation,
    scored: Relation,
    decisions: Relation,
    rules: Relation,
    pins: Relation,
    basis: Relation,
    thresholds: Thresholds,
    engine: str | None = None,
) -> pa.Table:
    """The clusters of whole components: fingerprint_id, cluster_id, component_id (bigint), basis (text).

    A cluster and a component are named by their smallest fingerprint. `scored` are the pairs of the fingerprints,
    `decisions` all that there are (see `scv.linkage.decisions`), `pins` (fingerprint_id, pin) what the last build left,
    `basis` one row with what decides clusters besides the fingerprints. `engine` as in `scv.linkage.steps`.
    """
    with bench(engine_of(engine), rules=rules, pins=pins, basis=basis) as connection:
        lend(connection, "fingerprints", fingerprints)
        lend(connection, "scored", scored)
        connection.register("constraints", constraints_of(decisions))
        connection.execute("create table touched as select fingerprint_id from fingerprints")
        create_evidence(connection, thresholds)
        _partition_all(connection)
        return connection.sql(
            "select partitioned.*, basis from partitioned cross join basis order by 1"
        ).to_arrow_table()


def _partition_all(connection: Connection) -> None:
    """Fill `partitioned` (fingerprint_id, cluster_id, component_id), again where conflicts come up in a cluster."""
    if is_spark(connection):
        from scv.linkage.spark_partitioning import create_components
        from scv.linkage.spark_partitioning import partition_touched as partition_them

        create_components(connection)
    else:
        partition_them = _partition
        connection.execute("create table partitioned (fingerprint_id bigint, cluster_id bigint, component_id bigint)")
    partition_them(connection)
    for _ in range(CONFLICT_ROUNDS):
        if not add_conflicts(connection):
            break
        _touch_conflicts(connection)
        partition_them(connection)


def _partition(connection: Connection) -> None:
    """Put the touched fingerprints into `partitioned` (fingerprint_id, cluster_id, component_id), anew if need be."""
    assert isinstance(connection, duckdb.DuckDBPyConnection)
    (identifiers,) = columns_of(connection, "select fingerprint_id from touched order by 1")
    left, right, weights = columns_of(
        connection,
        """
        with numbered as (select fingerprint_id, row_number() over (order by fingerprint_id) - 1 as node from touched)
        select numbered_l.node as l, numbered_r.node as r, weight
        from evidence
        inner join numbered as numbered_l on numbered_l.fingerprint_id = l
        inner join numbered as numbered_r on numbered_r.fingerprint_id = r
        """,
    )
    clusters, components = partition(len(identifiers), left, right, weights)
    outcome = [identifiers, identifiers[clusters], identifiers[components]]
    connection.register("outcome", dict(zip(("fingerprint_id", "cluster_id", "component_id"), outcome, strict=True)))
    connection.execute("delete from partitioned where fingerprint_id in (from touched)")
    connection.execute("insert into partitioned select * from outcome")
    connection.unregister("outcome")


def _touch_conflicts(connection: Connection) -> None:
    """Fill `touched` with the components that hold the pairs that `add_conflicts` found."""
    connection.execute("""
        create or replace table touched as
        select fingerprint_id from partitioned where component_id in (
            select component_id from partitioned inner join conflicts on fingerprint_id = l
        )
    """)
