"""Bridges and diameters of clusters, against a search that takes edges away one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from scv.diagnostics.graph_layout import HEIGHT, WIDTH, positions
from scv.diagnostics.paths import strongest_path, strongest_tree
from scv.diagnostics.shapes import cluster_shapes

Edges = list[tuple[int, int]]


class Table:
    """What `dbt.ref` gives, of an Arrow table."""

    def __init__(self, table: pa.Table) -> None:
        """Keep the table."""
        self.table = table

    def to_arrow_table(self) -> pa.Table:
        """Return all rows."""
        return self.table


def shapes(clusters: dict[int, int], edges: Edges) -> dict[int, tuple[int, int | None]]:
    """Bridges and diameter of each cluster, as the step gives them."""
    partition = pa.table({"fingerprint_id": list(clusters), "cluster_id": list(clusters.values())})
    pairs = pa.table(
        {
            "fingerprint_id_l": pa.array([left for left, _ in edges], pa.int64()),
            "fingerprint_id_r": pa.array([right for _, right in edges], pa.int64()),
        }
    )
    rows = cluster_shapes(Table(pairs), Table(partition)).to_pylist()
    return {row["cluster_id"]: (row["bridge_count"], row["diameter"]) for row in rows}


def distances(nodes: list[int], edges: Edges) -> dict[int, dict[int, int]]:
    """Steps from every node to those that it reaches, one by one."""
    found: dict[int, dict[int, int]] = {}
    for start in nodes:
        steps, border = {start: 0}, [start]
        while border:
            near = {
                right if left == node else left for node in border for left, right in edges if node in (left, right)
            }
            border = [node for node in near if node not in steps]
            steps |= dict.fromkeys(border, max(steps.values()) + 1)
        found[start] = steps
    return found


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[int, int], Edges]:
    """Clusters of up to eight fingerprints, and edges within them; identifiers in no order."""
    sizes = draw(st.lists(st.integers(2, 8), min_size=1, max_size=4))
    names = draw(st.permutations(range(100, 100 + sum(sizes))))
    groups, begin = [], 0
    for size in sizes:
        groups.append(sorted(names[begin : begin + size]))
        begin += size
    possible = [pair for group in groups for pair in combinations(group, 2)]
    edges = draw(st.lists(st.sampled_from(possible), unique=True, max_size=len(possible)))
    return {node: group[0] for group in groups for node in group}, edges


@settings(deadline=None, max_examples=150)
@given(worlds())
def test_bridges_and_diameters_are_those_of_a_search(world: tuple[dict[int, int], Edges]) -> None:
    clusters, edges = world
    told = shapes(clusters, edges)

    assert set(told) == {clusters[left] for left, _ in edges}
    for cluster, (bridges, diameter) in told.items():
        nodes = [node for node, owner in clusters.items() if owner == cluster]
        inside = [edge for edge in edges if clusters[edge[0]] == cluster]
        steps = distances(nodes, inside)
        cut = [
            edge for edge in inside if edge[1] not in distances([edge[0]], [e for e in inside if e != edge])[edge[0]]
        ]
        whole = all(len(reached) == len(nodes) for reached in steps.values())
        assert bridges == len(cut)
        assert diameter == (max(max(reached.values()) for reached in steps.values()) if whole else None)


def test_a_cluster_without_edges_has_no_shape() -> None:
    assert shapes({1: 1, 2: 1}, []) == {}


def test_the_strongest_path_avoids_the_weakest_link() -> None:
    links = [(1, 2, 9.0), (2, 3, 8.0), (1, 3, 0.5), (3, 4, 2.0)]

    assert strongest_path(links, 1, 3) == [1, 2, 3]
    assert strongest_tree(links)[0] == (3, 4, 2.0)
    assert strongest_path(links, 1, 7) == []


def test_nodes_are_drawn_within_the_frame_and_apart() -> None:
    places = np.array(positions(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]))

    assert (places >= 0).all()
    assert (places <= [WIDTH, HEIGHT]).all()
    assert min(np.linalg.norm(one - other) for one, other in combinations(places, 2)) > 30
    assert positions(1, []) == [(WIDTH / 2, HEIGHT / 2)]
