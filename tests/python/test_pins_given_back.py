"""What is undone comes back: records have the PINs again that they had before clusters changed."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scv.identity.matching import Overlaps, match
from worlds import World

SIZE = 3

partitions = st.lists(st.integers(0, 3), min_size=8, max_size=8).map(
    lambda numbers: dict(zip("abcdefgh", numbers, strict=True))
)
edges = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)),
    st.tuples(st.integers(1, 3), st.integers(-4, 4)),
    max_size=7,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(partitions, max_size=2), partitions, partitions)
def test_clusters_that_change_and_change_back_bring_every_pin_back(
    history: list[dict[str, int]], clusters: dict[str, int], others: dict[str, int]
) -> None:
    world = World()
    for earlier in history:
        world.adopt(earlier)
    before = world.adopt(clusters)
    world.adopt(others, model="2")
    assert world.adopt(clusters) == before


def test_two_customers_who_were_one_have_their_own_pins_again() -> None:
    world = World()
    before = world.groups("ab cd")
    world.groups("abcd")
    assert world.resolve(before["c"]) == (before["a"], "merged", None)

    assert world.groups("ab cd") == before
    assert world.resolve(before["c"]) == (before["c"], "current", None)
    assert world.history("c") == [(1, "new", "data"), (2, "moved", "data"), (3, "moved", "data")]


def test_a_pin_goes_back_to_more_than_half_of_those_who_had_it_or_to_nobody() -> None:
    world = World()
    before = world.groups("abcde wxyz")
    world.groups("abcdewxyz")
    after = world.groups("abcdewx yz")
    assert after["y"] not in before.values()

    world = World()
    before = world.groups("abcde wxyz")
    world.groups("abcdewxyz")
    after = world.groups("abcdew xyz")
    assert after["x"] == before["x"]


def test_on_a_tie_a_pin_stays_with_those_who_had_it_before() -> None:
    """The record with the smaller key came last; without a past it would keep the PIN."""
    world = World()
    before = world.groups("b")
    before |= world.groups("a b")
    world.groups("ab")
    assert world.groups("a b") == before


@settings(deadline=None)
@given(edges)
def test_of_matchings_of_one_weight_the_most_loyal_is_taken(weights: dict[tuple[int, int], tuple[int, int]]) -> None:
    pairs = np.array(list(weights), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(weights.values()), dtype=np.int64).reshape(-1, 2)
    kept = match(Overlaps(pairs[:, 0], pairs[:, 1], values[:, 0], values[:, 1]), SIZE, SIZE).tolist()

    def total(pins: tuple[int, ...] | list[int]) -> tuple[int, int]:
        chosen = [weights[pin, cluster] for cluster, pin in enumerate(pins) if (pin, cluster) in weights]
        return sum(weight for weight, _ in chosen), sum(loyalty for _, loyalty in chosen)

    assert total(kept) == max(total(order) for order in permutations(range(SIZE)))
