"""The shape of clusters as graphs: how many links they hang by, and how far apart their ends are.

Nothing here walks a cluster in Python. Bridges come from one breadth-first tree over all clusters at once: every link
outside the tree gets a random number, a tree link is crossed by the numbers whose exclusive or is that of the nodes
below it, and it is a bridge when that is 0. Diameters of the clusters that are neither complete nor stars come from
powers of their adjacency matrix.
Source of the labelling: L. Pritchard, "Cut-edges and the cycle space"; D. Pritchard, R. Thurimella, "Fast computation
of small cuts via cycle space sampling", ACM Transactions on Algorithms 7(4), 2011.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order

from scv.graphs import components, places_of
from scv.workbench import Relation

Ints = NDArray[np.int64]
Labels = NDArray[np.uint64]

LARGEST_DIAMETER = 100


def cluster_shapes(edges: Relation, partition: Relation) -> pa.Table:
    """One row per cluster that an edge holds together: cluster_id, bridge_count and diameter.

    `edges` are (fingerprint_id_l, fingerprint_id_r), both of one cluster; `partition` is (fingerprint_id, cluster_id).
    bridge_count: edges without which the cluster would fall in two. diameter: the most edges on the shortest path
    between two fingerprints; null where edges alone don't connect the cluster, or it has more than `LARGEST_DIAMETER`
    fingerprints.
    """
    members = partition.to_arrow_table()
    ids = members.column("fingerprint_id").to_numpy()
    order = np.argsort(ids)
    ids, clusters = ids[order], members.column("cluster_id").to_numpy()[order]
    names, group = np.unique(clusters, return_inverse=True)
    pairs = edges.to_arrow_table()
    left, right = (places_of(ids, pairs.column(f"fingerprint_id_{side}").to_numpy()) for side in "lr")
    bridges = _bridge_counts(group, left, right, len(names))
    diameters, known = _diameters(group, left, right, len(names))
    touched = np.unique(group[left])
    return pa.table(
        {
            "cluster_id": pa.array(names[touched], pa.int64()),
            "bridge_count": pa.array(bridges[touched], pa.int64()),
            "diameter": pa.array(diameters[touched], pa.int64(), mask=~known[touched]),
        }
    )


def _bridge_counts(group: Ints, left: Ints, right: Ints, groups: int) -> Ints:
    """The number of bridges of each group of nodes; `left` and `right` are the ends of the edges, each edge once."""
    nodes = len(group)
    if not len(left):
        return np.zeros(groups, dtype=np.int64)
    parent, order = _forest(nodes, left, right)
    is_tree = (parent[left] == right) | (parent[right] == left)
    numbers = _mixed(np.arange(1, len(left) + 1, dtype=np.uint64))
    label: Labels = np.zeros(nodes, dtype=np.uint64)
    outside = np.flatnonzero(~is_tree)
    np.bitwise_xor.at(label, left[outside], numbers[outside])
    np.bitwise_xor.at(label, right[outside], numbers[outside])
    for level in reversed(_levels(parent, order)):
        np.bitwise_xor.at(label, parent[level], label[level])
    child = np.where(parent[left] == right, left, right)[is_tree]
    cut = child[label[child] == 0]
    return np.bincount(group[cut], minlength=groups).astype(np.int64)


def _forest(nodes: int, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """A breadth-first forest: the parent of each node, -1 for roots, and the nodes in the order they were reached.

    All components hang below one more node, so that one search reaches them all.
    """
    _, roots = np.unique(components(nodes, left, right), return_index=True)
    start = np.concatenate([left, np.full(len(roots), nodes)])
    end = np.concatenate([right, roots])
    graph = coo_array((np.ones(len(start), dtype=np.int8), (start, end)), shape=(nodes + 1, nodes + 1)).tocsr()
    order, parent = breadth_first_order(graph, nodes, directed=False)
    parent = parent[:nodes].astype(np.int64)
    parent[parent == nodes] = -1
    return parent, order[1:].astype(np.int64)


def _levels(parent: Ints, order: Ints) -> list[Ints]:
    """The nodes that have a parent, by depth; `order` is breadth-first."""
    depth = np.where(parent < 0, 0, -1)
    levels: list[Ints] = []
    current = order[parent[order] >= 0]
    while len(current):
        reached = depth[parent[current]] == len(levels)
        level = current[reached]
        depth[level] = len(levels) + 1
        levels.append(level)
        current = current[~reached]
    return levels


def _mixed(values: Labels) -> Labels:
    """Random numbers of 64 bits, the same in every run (splitmix64)."""
    mixed = values * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _diameters(group: Ints, left: Ints, right: Ints, groups: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The diameter of each group of nodes, and whether it is known."""
    sizes = np.bincount(group, minlength=groups)
    edges = np.bincount(group[left], minlength=groups)
    degree = np.bincount(np.concatenate([left, right]), minlength=len(group))
    has_hub = np.zeros(groups, dtype=bool)
    has_hub[group[degree == sizes[group] - 1]] = True
    diameters = np.where(edges == sizes * (sizes - 1) // 2, 1, 2).astype(np.int64)
    diameters[sizes == 1] = 0
    known = has_hub.copy()
    wanted = ~has_hub & (sizes <= LARGEST_DIAMETER) & (edges >= sizes - 1)
    inside = wanted[group]
    if inside.any():
        place = np.cumsum(inside) - 1
        kept = inside[left]
        steps, connected = _longest_paths(group[inside], place[left[kept]], place[right[kept]], sizes)
        diameters[wanted] = steps[wanted]
        known |= wanted & connected
    return diameters, known


def _longest_paths(group: Ints, left: Ints, right: Ints, sizes: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Of each group, how many steps until every node has reached all that it can, and whether that is all nodes.

    A group in which nobody reaches more is done with: the few long ones do not keep the many short ones.
    """
    nodes, groups = len(group), len(sizes)
    ends = (np.concatenate([left, right, np.arange(nodes)]), np.concatenate([right, left, np.arange(nodes)]))
    step: Any = csr_array(coo_array((np.ones(len(ends[0]), dtype=np.int32), ends), shape=(nodes, nodes)))
    reach, steps = step, np.ones(groups, dtype=np.int64)
    counts = _reached(reach, group, groups)
    while len(group):
        reach = reach @ step
        reach.data[:] = 1
        wider = _reached(reach, group, groups)
        grown = wider > counts
        steps[grown] += 1
        counts = np.where(grown, wider, counts)
        still = grown[group]
        reach, step, group = reach[still][:, still], step[still][:, still], group[still]
    return steps, counts == sizes * sizes


def _reached(reach: Any, group: Ints, groups: int) -> Ints:
    """How many ordered pairs of nodes of each group reach one another."""
    return np.bincount(group, weights=np.diff(reach.indptr), minlength=groups).astype(np.int64)
