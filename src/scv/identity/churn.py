"""What a run's proposals would change, and the least that any assignment of PINs could.

The optimum is found in another way than the proposals were: of a PIN or a cluster that meets only such as meet nobody
else one meeting is kept, the heaviest; components without a cycle are worked out leaf by leaf; and the rest is a linear
program over all components at once (HiGHS; Huangfu and Hall 2018), whose solution is whole for bipartite graphs
(Birkhoff).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import duckdb
import numpy as np

from scv.graphs import components
from scv.identity.ledger import WEIGHT_UNITS, Run, create_held
from scv.identity.matching import Overlaps
from scv.workbench import columns_of

CAUSES = ("data", "model", "rule", "steward")


def most_kept(overlaps: Overlaps) -> int:
    """The greatest weight that a one-to-one matching of PINs and clusters can keep; every pair is named once."""
    pins = int(overlaps.pin.max(initial=-1)) + 1
    clusters = pins + overlaps.cluster
    roots = components(int(clusters.max(initial=-1)) + 1, overlaps.pin, clusters)
    nodes, ties = (np.bincount(ends, minlength=len(roots)) for ends in (roots, roots[overlaps.pin]))
    is_tree = (ties == nodes - 1)[roots[overlaps.pin]]
    in_trees = zip(*(ends[is_tree].tolist() for ends in (overlaps.pin, clusters, overlaps.weight)), strict=True)
    return _most_in_trees(in_trees) + _most_by_program(overlaps.taken(np.flatnonzero(~is_tree)))


def _most_in_trees(edges: Iterable[tuple[int, int, int]]) -> int:
    """The greatest weight of a matching of trees: each leaf tells its neighbour what to match the two would bring."""
    neighbours: dict[int, dict[int, int]] = defaultdict(dict)
    for left, right, weight in edges:
        neighbours[left][right] = neighbours[right][left] = weight
    alone, gain = dict.fromkeys(neighbours, 0), dict.fromkeys(neighbours, 0)
    leaves, most = [node for node, ties in neighbours.items() if len(ties) == 1], 0
    while leaves:
        leaf = leaves.pop()
        below = alone[leaf] + gain[leaf]
        if not neighbours[leaf]:
            most += below
            continue
        node, weight = neighbours[leaf].popitem()
        del neighbours[node][leaf]
        alone[node] += below
        gain[node] = max(gain[node], weight + alone[leaf] - below)
        if len(neighbours[node]) == 1:
            leaves.append(node)
    return most


def _most_by_program(overlaps: Overlaps) -> int:
    edges = len(overlaps.weight)
    if not edges:
        return 0
    # The solvers take longer to load than most builds need.
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, vstack

    ones, columns = np.ones(edges), np.arange(edges)
    limits = vstack(
        [
            coo_array((ones, (overlaps.pin, columns)), shape=(int(overlaps.pin.max()) + 1, edges)),
            coo_array((ones, (overlaps.cluster, columns)), shape=(int(overlaps.cluster.max()) + 1, edges)),
        ]
    )
    answer = linprog(-overlaps.weight, A_ub=limits.tocsr(), b_ub=np.ones(limits.shape[0]), method="highs")
    if answer.status != 0:
        raise RuntimeError(f"The least possible churn could not be found: {answer.message}")
    return round(-float(answer.fun))


def create_judgement(connection: duckdb.DuckDBPyConnection, run: Run) -> dict[str, Any]:
    """Figures of the run's table `proposals` over `clustered_records` and `ledger`, as one row.

    Weights count records, each with the weight of its source system.
    """
    create_held(connection, run.weights)
    connection.execute("""
        create or replace temp table changed as
        select begun.cause, placed.weight
        from placed inner join proposals as begun on begun.record_key = placed.record_key and begun.change = 'begins'
        where placed.pin <> begun.pin
    """)
    counts = connection.execute("""
        select
            (select coalesce(max(known_records), 0) from ledger_totals) as known_records,
            (select count(*) from proposals where change = 'begins') as begun,
            (select count(*) from proposals where change = 'ends') as ended,
            (select count(*) from changed) as changed_records,
            (select coalesce(sum(weight), 0) from changed) as changed_weight,
            (select coalesce(sum(weight), 0) from placed where pin is not null) as held_weight,
            (select count(distinct pin) from proposals where pin not in (select pin from ledger)) as new_pins
    """).fetchall()[0]
    known, begun, ended, changed, changed_weight, held_weight, new_pins = (int(count) for count in counts)
    least = held_weight - _most_kept(connection)
    causes = dict(connection.execute("select cause, count(*) from changed group by cause").fetchall())
    return {
        "run_id": run.run_id,
        "started_at": run.started_at,
        "model_id": run.model_id,
        "rules": run.rules,
        "issued_pins": run.issued_pins + new_pins,
        "begun_assignments": begun,
        "ended_assignments": ended,
        "known_records": known,
        "changed_records": changed,
        **{f"changed_by_{cause}": int(causes.get(cause, 0)) for cause in CAUSES},
        "changed_weight": changed_weight / WEIGHT_UNITS,
        "least_changed_weight": least / WEIGHT_UNITS,
    }


def _most_kept(connection: duckdb.DuckDBPyConnection) -> int:
    """`most_kept` of the table `meetings`; stars, one PIN or one cluster and what meets only that, need no solver."""
    connection.execute("""
        create or replace temp table judged_meetings as
        with counted as (
            select
                *,
                count(*) over (partition by pin) as of_pin,
                count(*) over (partition by cluster_id) as of_cluster
            from meetings
        )
        select
            *,
            max(of_cluster) over (partition by pin) = 1 as is_split,
            max(of_pin) over (partition by cluster_id) = 1 as is_merge
        from counted
    """)
    stars = connection.execute("""
        with heaviest as (
            select max(weight) as weight from judged_meetings where is_split group by pin
            union all
            select max(weight) from judged_meetings where is_merge and not is_split group by cluster_id
        )
        select coalesce(sum(weight), 0) from heaviest
    """).fetchall()[0][0]
    contested = columns_of(
        connection,
        """
        select
            dense_rank() over (order by pin) - 1 as pin, dense_rank() over (order by cluster_id) - 1 as cluster, weight
        from judged_meetings where not is_split and not is_merge
        """,
    )
    return int(stars) + most_kept(Overlaps(*(column.astype(np.int64) for column in contested)))
