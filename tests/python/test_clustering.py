"""Clusters weigh the evidence for and against."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scv.linkage.clustering import partition

Pairs = dict[tuple[int, int], float]


def clusters(size: int, weights: Pairs, join_weight: float = 0.0) -> list[int]:
    """The clusters of nodes 0 .. size - 1."""
    pairs = np.array(list(weights), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(weights.values()), dtype=np.float64)
    return [int(label) for label in partition(size, pairs[:, 0], pairs[:, 1], values - join_weight)[0]]


def test_nodes_without_pairs_are_alone() -> None:
    assert clusters(3, {}) == [0, 1, 2]


def test_pairs_that_join_chain() -> None:
    assert clusters(4, {(0, 1): 3.0, (1, 2): 3.0}) == [0, 0, 0, 3]


def test_a_pair_below_the_line_does_not_join() -> None:
    assert clusters(2, {(0, 1): 1.9}, join_weight=2.0) == [0, 1]


def test_one_wrong_pair_does_not_fuse_two_families() -> None:
    family = {(0, 1): 9.0, (0, 2): 9.0, (1, 2): 9.0, (3, 4): 9.0, (3, 5): 9.0, (4, 5): 9.0}
    bridge = {(2, 3): 4.0, (0, 3): -8.0, (1, 4): -8.0}
    assert clusters(6, family | bridge) == [0, 0, 0, 3, 3, 3]


def test_a_record_between_two_people_goes_to_the_better_one() -> None:
    assert clusters(3, {(0, 1): 3.0, (0, 2): 5.0, (1, 2): -12.0}) == [0, 1, 0]


def test_much_evidence_outweighs_a_doubt() -> None:
    assert clusters(3, {(0, 1): 8.0, (1, 2): 8.0, (0, 2): -2.0}) == [0, 0, 0]


pairs = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-20, 20).map(float),
    max_size=15,
)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(weights: Pairs, random: object) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(7, weights) == clusters(7, dict(shuffled))


@given(pairs)
def test_clusters_are_named_by_their_smallest_node_and_never_cross_components(weights: Pairs) -> None:
    labels = clusters(7, weights)
    assert all(labels[label] == label and label <= node for node, label in enumerate(labels))
    joined = {pair for pair, weight in weights.items() if weight >= 0}
    for node, label in enumerate(labels):
        assert label in reachable(node, joined)


def reachable(start: int, joined: set[tuple[int, int]]) -> set[int]:
    """The nodes that a path of joining pairs leads to."""
    found, queue = {start}, [start]
    while queue:
        node = queue.pop()
        for pair in joined:
            if node in pair:
                other = pair[0] + pair[1] - node
                if other not in found:
                    found.add(other)
                    queue.append(other)
    return found
