"""The link that each cluster hangs by.

Of all ways to tie a cluster's fingerprints together the strongest is its maximum spanning tree; the weakest link of
that tree is the one without which the cluster falls in two.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from scv.graphs import Ints, components, places_of, strongest_forest
from scv.linkage.clustering import WEIGHT_LIMIT
from scv.linkage.evidence import DECISION_WEIGHT, conflict_rules, total_penalty
from scv.workbench import Relation, columns_of, workbench


def weakest_bridges(
    fingerprints: Relation,
    scored: Relation,
    partition: Relation,
    decided: Relation,
    rules: Relation,
    join_weight: float,
) -> pa.Table:
    """One row per cluster of several fingerprints: the halves it falls into without its weakest link.

    Columns: cluster_id, contents; fingerprint_id_l and fingerprint_id_r, the fingerprint of each half with the most
    attributes; records_l and records_r, the records of each half; match_weight of the weakest link, the penalties of
    broken rules off; evidence, what all pairs between the halves add up to. `fingerprints` are (fingerprint_id,
    record_count, attribute_count), `partition` (fingerprint_id, cluster_id, contents). Clusters whose weakest link is a
    steward's decision are left out.
    """
    with workbench(
        fingerprints=fingerprints, scored=scored, partition=partition, decided=decided, rules=rules
    ) as connection:
        _create_links(connection)
        (identifiers,) = columns_of(connection, "select l as node from links union select r from links order by node")
        links = columns_of(connection, "select l, r from links order by strength")
        left, right = (places_of(identifiers, ends) for ends in links)
        halves, weakest = _halves(len(identifiers), left, right)
        connection.register("found_halves", {"fingerprint_id": identifiers, "half": halves})
        connection.register("found_bridges", {"strength": weakest + 1})
        connection.execute("create table halves as select * from found_halves")
        connection.execute("create table bridges as select * from found_bridges")
        return _described(connection, join_weight)


def _create_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `links` (l, r, weight, strength): pairs within a cluster; strength is the weight's rank, 1 the weakest."""
    penalty = total_penalty(conflict_rules(connection), "scored.{}_level")
    connection.execute(f"""
        create or replace table links as
        with tied as (
            select fingerprint_id_l as l, fingerprint_id_r as r, match_weight - ({penalty}) as weight
            from scored where fingerprint_id_l < fingerprint_id_r
            union all
            select fingerprint_id_l, fingerprint_id_r, {DECISION_WEIGHT} from decided where decision = 'must_link'
        ),
        inside as (
            select l, r, max(weight) as weight
            from tied
            inner join partition as partition_l on partition_l.fingerprint_id = l
            inner join partition as partition_r on partition_r.fingerprint_id = r
            where partition_l.cluster_id = partition_r.cluster_id
            group by l, r
        )
        select *, row_number() over (order by weight, l, r) as strength from inside
    """)


def _halves(size: int, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The half of each node, and the position of each component's weakest link; links come weakest first."""
    kept = strongest_forest(size, left, right)
    whole = components(size, left[kept], right[kept])
    _, first = np.unique(whole[left[kept]], return_index=True)
    weakest = kept[first]
    kept = np.setdiff1d(kept, weakest)
    return components(size, left[kept], right[kept]), weakest


def _described(connection: duckdb.DuckDBPyConnection, join_weight: float) -> pa.Table:
    """The columns of `weakest_bridges`, from `links`, `bridges` (strength) and `halves` (fingerprint_id, half)."""
    return connection.sql(
        f"""
        with faces as (
            select
                half,
                first(fingerprint_id order by attribute_count desc, fingerprint_id) as face,
                cast(sum(record_count) as bigint) as records
            from halves inner join fingerprints using (fingerprint_id) group by half
        ),
        cuts as (
            select
                partition.cluster_id, contents, halves_l.half as half_l, halves_r.half as half_r,
                weight as match_weight
            from bridges inner join links using (strength)
            inner join partition on partition.fingerprint_id = l
            inner join halves as halves_l on halves_l.fingerprint_id = l
            inner join halves as halves_r on halves_r.fingerprint_id = r
            where weight < {DECISION_WEIGHT}
        ),
        between_halves as (
            select
                least(halves_l.half, halves_r.half) as half, greatest(halves_l.half, halves_r.half) as other_half,
                cast(sum(cast(
                    greatest(-{WEIGHT_LIMIT}, least({WEIGHT_LIMIT}, weight - $join_weight)) as numeric(18, 6)
                )) as double) as evidence
            from links
            inner join halves as halves_l on halves_l.fingerprint_id = l
            inner join halves as halves_r on halves_r.fingerprint_id = r
            group by all
        )
        select
            cluster_id, contents, faces_l.face as fingerprint_id_l, faces_r.face as fingerprint_id_r, match_weight,
            evidence, faces_l.records as records_l, faces_r.records as records_r
        from cuts
        inner join between_halves on half = least(half_l, half_r) and other_half = greatest(half_l, half_r)
        inner join faces as faces_l on faces_l.half = half_l
        inner join faces as faces_r on faces_r.half = half_r
        order by cluster_id
        """,
        params={"join_weight": join_weight},
    ).to_arrow_table()
