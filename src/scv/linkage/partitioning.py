"""The clusters of this run, made again only where something changed.

A component is what pairs that join tie together. It is touched when it has a new fingerprint, has lost one, or when
what decides clusters changed altogether: the model, a threshold, a rule or a decision (the basis of a run). Untouched
components keep their clusters; clusters depend on nothing outside their component, so the result is that of a full
run.
"""

from __future__ import annotations

import hashlib

import duckdb
import pyarrow as pa

from scv.linkage.clustering import partition
from scv.linkage.decisions import create_constraints
from scv.linkage.evidence import Thresholds, add_conflicts, create_evidence
from scv.workbench import Relation, workbench

CONFLICT_ROUNDS = 10


def cluster(
    fingerprints: Relation,
    scored: Relation,
    models: Relation,
    forms: Relation,
    decisions: Relation,
    rules: Relation,
    pins: Relation,
    previous: Relation | None,
    thresholds: Thresholds,
) -> pa.Table:
    """The fingerprints whose component was touched: fingerprint_id, cluster_id, component_id (bigint), basis (text).

    A cluster and a component are named by their smallest fingerprint. `models` (model_id) is the promoted one,
    `pins` (fingerprint_id, pin) what the last build left, `previous` the last run's whole partition.
    """
    with workbench(
        fingerprints=fingerprints,
        scored=scored,
        models=models,
        forms=forms,
        decisions=decisions,
        rules=rules,
        pins=pins,
        previous=previous,
    ) as connection:
        if previous is None:
            connection.execute(
                "create table previous (fingerprint_id bigint, cluster_id bigint, component_id bigint, basis varchar)"
            )
        create_constraints(connection)
        basis = basis_of(connection, thresholds)
        create_evidence(connection, thresholds)
        create_touched(connection, basis)
        connection.execute("create table partitioned (fingerprint_id bigint, cluster_id bigint, component_id bigint)")
        _partition(connection)
        for _ in range(CONFLICT_ROUNDS):
            if not add_conflicts(connection):
                break
            _touch_conflicts(connection)
            _partition(connection)
        return connection.sql("select *, ? as basis from partitioned order by 1", params=[basis]).to_arrow_table()


def basis_of(connection: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> str:
    """A digest of what decides clusters besides the fingerprints: model, thresholds, rules and decisions in force."""
    parts = [
        connection.execute("select model_id from models order by 1").fetchall(),
        connection.execute("select * from rules order by all").fetchall(),
        connection.execute("select * from constraints order by all").fetchall(),
        thresholds,
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def create_touched(connection: duckdb.DuckDBPyConnection, basis: str) -> None:
    """Fill `touched` (fingerprint_id): every fingerprint of a component that has to be partitioned again."""
    connection.execute(
        """
        create or replace table touched as
        with current as (select fingerprint_id from fingerprints),
        known as (select * from previous where basis = $basis),
        fresh as (select fingerprint_id from current anti join known using (fingerprint_id)),
        reached as (
            select r as fingerprint_id from evidence inner join fresh on l = fresh.fingerprint_id where weight >= 0
            union
            select l from evidence inner join fresh on r = fresh.fingerprint_id where weight >= 0
        ),
        components as (
            select component_id from known anti join current using (fingerprint_id)
            union
            select component_id from known semi join reached using (fingerprint_id)
        )
        select fingerprint_id from fresh
        union
        select fingerprint_id from known
        semi join components using (component_id) semi join current using (fingerprint_id)
        """,
        {"basis": basis},
    )


def _partition(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the touched fingerprints into `partitioned` (fingerprint_id, cluster_id, component_id), anew if need be."""
    identifiers = connection.sql("select fingerprint_id from touched order by 1").to_arrow_table().column(0).to_numpy()
    pairs = connection.sql("""
        with numbered as (select fingerprint_id, row_number() over (order by fingerprint_id) - 1 as node from touched)
        select numbered_l.node as l, numbered_r.node as r, weight
        from evidence
        inner join numbered as numbered_l on numbered_l.fingerprint_id = l
        inner join numbered as numbered_r on numbered_r.fingerprint_id = r
    """).to_arrow_table()
    left, right = (pairs.column(name).to_numpy() for name in ("l", "r"))
    clusters, components = partition(len(identifiers), left, right, pairs.column("weight").to_numpy())
    connection.register(
        "outcome",
        pa.table(
            {
                "fingerprint_id": identifiers,
                "cluster_id": identifiers[clusters],
                "component_id": identifiers[components],
            }
        ),
    )
    connection.execute("delete from partitioned where fingerprint_id in (from touched)")
    connection.execute("insert into partitioned select * from outcome")
    connection.unregister("outcome")


def _touch_conflicts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `touched` with the components that hold the pairs that `add_conflicts` found."""
    connection.execute("""
        create or replace table touched as
        select fingerprint_id from partitioned where component_id in (
            select component_id from partitioned inner join conflicts on fingerprint_id = l
        )
    """)
