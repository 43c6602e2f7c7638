"""From scored pairs to clusters, on the evidence for and against.

Connected components over the pairs that join would let one wrong pair fuse two families. Within each component we
therefore partition by greedy additive edge contraction (Keuper et al., ICCV 2015): the two groups with the highest sum
of weights between them are joined first, sums are updated, and it ends where no sum is above zero. So a pair that
speaks against counts as much as one that speaks for. Components without a negative pair stay whole and cost nothing.
"""

from __future__ import annotations

import heapq

import numpy as np
import numpy.typing as npt

from scv.graphs import Ints, components

Floats = npt.NDArray[np.float64]

WEIGHT_LIMIT = 15.0
WEIGHT_CEILING = 1e5


def contract(edges: list[tuple[int, int, float]]) -> list[list[int]]:
    """The groups of nodes after greedy additive edge contraction of one component.

    `edges` are (node, node, weight) and name every node. Ties go to the smaller nodes.
    """
    weights: dict[int, dict[int, float]] = {}
    for first, second, weight in edges:
        weights.setdefault(first, {})[second] = weight
        weights.setdefault(second, {})[first] = weight
    members = {node: [node] for node in weights}
    queue = [
        (-weight, first, second) if first < second else (-weight, second, first)
        for first, second, weight in edges
        if weight > 0
    ]
    heapq.heapify(queue)
    while queue:
        negative, first, second = heapq.heappop(queue)
        if first not in weights or weights[first].get(second) != -negative:
            continue
        kept, gone = (first, second) if len(weights[first]) >= len(weights[second]) else (second, first)
        members[kept] += members.pop(gone)
        ties = weights[kept]
        del ties[gone]
        for node, weight in weights.pop(gone).items():
            if node == kept:
                continue
            total = ties.get(node, 0.0) + weight
            others = weights[node]
            del others[gone]
            ties[node] = others[kept] = total
            if total > 0:
                heapq.heappush(queue, (-total, kept, node) if kept < node else (-total, node, kept))
    return [sorted(group) for group in members.values()]


def partition(size: int, left: Ints, right: Ints, evidence: Floats) -> tuple[Ints, Ints]:
    """The cluster and the component of each of `size` nodes, each named by its smallest node.

    `left[i]` and `right[i]` are the nodes of a pair, every pair at most once, and `evidence[i]` is what speaks for it:
    a match weight less the threshold, limited to `WEIGHT_LIMIT` either way unless it is a decision. Pairs at 0 or above
    make the components; all pairs within one count.
    """
    joins = evidence >= 0
    labels = components(size, left[joins], right[joins])
    inside = labels[left] == labels[right]
    left, right, evidence = left[inside], right[inside], evidence[inside]
    evidence = np.where(np.abs(evidence) > WEIGHT_CEILING, evidence, np.clip(evidence, -WEIGHT_LIMIT, WEIGHT_LIMIT))

    contested = np.zeros(labels.max(initial=0) + 1, dtype=bool)
    contested[labels[left[evidence < 0]]] = True
    chosen = contested[labels[left]]
    left, right, evidence = left[chosen], right[chosen], evidence[chosen]
    order = np.lexsort((right, left, labels[left]))
    left, right, evidence = left[order], right[order], evidence[order]
    bounds = np.flatnonzero(np.diff(labels[left], prepend=-1, append=-1))

    groups = labels.copy()
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        edges = zip(left[start:end].tolist(), right[start:end].tolist(), evidence[start:end].tolist(), strict=True)
        for group in contract(list(edges)):
            groups[group] = group[0]
    return groups, labels
