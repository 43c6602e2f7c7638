"""What hangs together in a graph, and by which links, as a library finds it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from scv.graphs import Ints, components, strongest_forest

SIZE = 12

edges = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda edge: edge[0] < edge[1]), unique=True
)


def columns(pairs: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """The ends of the edges."""
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


@given(edges)
def test_components_are_those_of_scipy_and_are_named_by_their_smallest_node(pairs: list[tuple[int, int]]) -> None:
    left, right = columns(pairs)
    graph = coo_array((np.ones(len(left)), (left, right)), shape=(SIZE, SIZE))
    _, labels = connected_components(graph, directed=False)
    smallest = [min(np.flatnonzero(labels == label)) for label in labels]
    assert components(SIZE, left, right).tolist() == smallest


@given(edges)
def test_the_strongest_forest_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    left, right = columns(pairs)
    # The forest of the least cost is that of the greatest strength when the strongest link costs least.
    cost = np.arange(len(left), 0, -1, dtype=np.float64)
    tree = minimum_spanning_tree(coo_array((cost, (left, right)), shape=(SIZE, SIZE)).tocsr())
    expected = sorted(len(left) - tree.data.astype(np.int64))
    assert strongest_forest(SIZE, left, right).tolist() == expected


def test_a_long_chain_in_any_order_is_one_component() -> None:
    order = np.random.default_rng(1).permutation(50_000)
    assert set(components(50_000, order[:-1], order[1:]).tolist()) == {0}
