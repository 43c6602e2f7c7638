"""The strongest way through a cluster: its maximum spanning tree, and the path between two of its fingerprints."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

Link = tuple[int, int, float]


def strongest_tree(links: Sequence[Link]) -> list[Link]:
    """Of the links (left, right, weight) those of the maximum spanning tree, the weakest first.

    Of all ways to tie the ends together it is the one whose weakest link is the strongest.
    """
    if not links:
        return []
    ordered = sorted(links, key=lambda link: (link[2], link[0], link[1]), reverse=True)
    names = np.unique([end for left, right, _ in ordered for end in (left, right)])
    left, right = (np.searchsorted(names, [link[side] for link in ordered]) for side in (0, 1))
    # The cost of a link is its rank: the strongest link costs least.
    cost = np.arange(1, len(ordered) + 1, dtype=np.float64)
    tree = minimum_spanning_tree(coo_array((cost, (left, right)), shape=(len(names), len(names))).tocsr())
    kept = sorted((int(rank) - 1 for rank in tree.data), reverse=True)
    return [ordered[number] for number in kept]


def strongest_path(links: Sequence[Link], start: int, end: int) -> list[int]:
    """The nodes from `start` to `end` along the maximum spanning tree; empty when nothing leads there."""
    tree = strongest_tree(links)
    names = np.unique([node for left, right, _ in tree for node in (left, right)]) if tree else np.array([])
    if start not in names or end not in names:
        return []
    left, right = (np.searchsorted(names, [link[side] for link in tree]) for side in (0, 1))
    graph = coo_array((np.ones(len(tree)), (left, right)), shape=(len(names), len(names))).tocsr()
    source, target = (int(np.searchsorted(names, node)) for node in (start, end))
    _, before = breadth_first_order(graph, source, directed=False)
    path = [target]
    while path[-1] != source:
        if before[path[-1]] < 0:
            return []
        path.append(int(before[path[-1]]))
    return [int(names[place]) for place in reversed(path)]
