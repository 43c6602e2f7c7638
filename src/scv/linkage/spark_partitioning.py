"""Clusters on Spark: what grows with the data stays there, and only contested components come here.

Splink finds the components. One without a pair that speaks against it is a cluster as it stands, and never leaves
Spark. The pairs of the others come here, some components at a time, for `scv.linkage.clustering.partition`: the groups
depend on nothing outside their component, so they are those of all components together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from splink.clustering import cluster_pairwise_predictions_at_threshold

from scv.linkage.clustering import partition
from scv.linkage.engines import splink_api

if TYPE_CHECKING:
    from scv.workbench import Connection

PAIRS_AT_ONCE = 5_000_000


def create_components(connection: Connection) -> None:
    """Fill `partitioned` from `touched` and `evidence`: every component is one cluster."""
    connection.execute("""
        create table joins as
        select l, r from evidence
        inner join touched as touched_l on touched_l.fingerprint_id = l
        inner join touched as touched_r on touched_r.fingerprint_id = r
        where weight >= 0
    """)
    found = cluster_pairwise_predictions_at_threshold(
        "touched",
        "joins",
        db_api=splink_api(connection),
        node_id_column_name="fingerprint_id",
        edge_id_column_name_left="l",
        edge_id_column_name_right="r",
    )
    connection.execute(f"""
        create table partitioned as
        with named as (
            select fingerprint_id, min(fingerprint_id) over (partition by cluster_id) as component_id
            from {found.physical_name}
        )
        select fingerprint_id, component_id as cluster_id, component_id from named
    """)


def partition_touched(connection: Connection) -> None:
    """Cut the components of `touched` anew in `partitioned`, where a pair speaks against them."""
    connection.execute("""
        create or replace table contested as
        with inside as (
            select l, r, weight, in_l.component_id
            from evidence
            inner join partitioned as in_l on in_l.fingerprint_id = l
            inner join partitioned as in_r on in_r.fingerprint_id = r and in_r.component_id = in_l.component_id
            inner join touched on touched.fingerprint_id = l
        ),
        disputed as (select distinct component_id from inside where weight < 0)
        select l, r, weight, component_id from inside semi join disputed using (component_id)
    """)
    count = int(connection.execute("select count(*) from contested").fetchall()[0][0])
    slices = -(-count // PAIRS_AT_ONCE)
    if not slices:
        return
    connection.register("settled", pa.concat_tables([_settled(connection, slices, number) for number in range(slices)]))
    connection.execute("""
        create or replace table partitioned as
        select fingerprint_id, cluster_id, component_id
        from partitioned anti join settled using (fingerprint_id)
        union all
        select fingerprint_id, cluster_id, component_id from settled
    """)
    connection.unregister("settled")


def _settled(connection: Connection, slices: int, number: int) -> pa.Table:
    """The clusters of one slice of the contested components: fingerprint_id, cluster_id, component_id."""
    pairs = connection.sql(
        f"select l, r, weight from contested where component_id % {slices} = {number}"
    ).to_arrow_table()
    left, right, weight = (pairs.column(name).to_numpy() for name in ("l", "r", "weight"))
    identifiers, nodes = np.unique(np.concatenate([left, right]), return_inverse=True)
    clusters, components = partition(len(identifiers), nodes[: len(left)], nodes[len(left) :], weight)
    return pa.table(
        {
            "fingerprint_id": identifiers,
            "cluster_id": identifiers[clusters],
            "component_id": identifiers[components],
        }
    )
