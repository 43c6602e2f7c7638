"""Clusters keep the PINs that change the fewest records, whatever the order of rows."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scv.identity.churn import most_kept
from scv.identity.matching import Overlaps, match

Edges = dict[tuple[int, int], int]
SIZE = 4

edges = st.dictionaries(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), st.integers(1, 5), max_size=10)


def overlaps(weights: Edges) -> Overlaps:
    """The edges as columns."""
    pairs = np.array(list(weights), dtype=np.int64).reshape(-1, 2)
    return Overlaps(pairs[:, 0], pairs[:, 1], np.array(list(weights.values()), dtype=np.int64))


def kept_records(weights: Edges, kept: list[int]) -> int:
    """Records whose PIN stays."""
    return sum(weights.get((pin, cluster), 0) for cluster, pin in enumerate(kept) if pin >= 0)


@settings(deadline=None)
@given(edges)
def test_as_many_records_keep_their_pin_as_by_brute_force(weights: Edges) -> None:
    best = max(kept_records(weights, list(order)) for order in permutations(range(SIZE)))
    kept = match(overlaps(weights), SIZE, SIZE).tolist()
    assert kept_records(weights, kept) == best
    assert most_kept(overlaps(weights)) == best


@settings(deadline=None)
@given(edges)
def test_every_way_to_solve_keeps_the_same(weights: Edges) -> None:
    found = overlaps(weights)
    sparsely = match(found, SIZE, SIZE, few=SIZE, tried_edges=0).tolist()
    assert sparsely == match(found, SIZE, SIZE, few=0).tolist()
    assert sparsely == match(found, SIZE, SIZE, few=SIZE, tried_edges=len(weights)).tolist()


@settings(deadline=None)
@given(edges)
def test_no_pin_is_kept_twice_and_none_without_a_record(weights: Edges) -> None:
    kept = match(overlaps(weights), SIZE, SIZE).tolist()
    used = [pin for pin in kept if pin >= 0]
    assert len(used) == len(set(used))
    assert all((pin, cluster) in weights for cluster, pin in enumerate(kept) if pin >= 0)


@settings(deadline=None)
@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(weights: Edges, random: object) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = match(overlaps(weights), SIZE, SIZE)
    assert first.tolist() == match(overlaps(dict(shuffled)), SIZE, SIZE).tolist()


def test_a_merge_keeps_the_pin_of_more_records() -> None:
    assert match(overlaps({(0, 0): 2, (1, 0): 3}), 2, 1).tolist() == [1]


def test_on_a_tie_the_older_pin_stays() -> None:
    assert match(overlaps({(0, 0): 2, (1, 0): 2}), 2, 1).tolist() == [0]


def test_greedy_would_move_more() -> None:
    weights = {(0, 0): 3, (0, 1): 2, (1, 0): 2}
    assert match(overlaps(weights), 2, 2).tolist() == [1, 0]


def test_what_outweighs_all_its_rivals_needs_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("scv.identity.matching._match_component")
    weights = {(0, 0): 10, (0, 1): 1, (1, 0): 1, (1, 1): 3, (1, 2): 1, (2, 1): 1, (2, 2): 1}
    assert match(overlaps(weights), 3, 3).tolist() == [0, 1, 2]
