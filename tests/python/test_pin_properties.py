"""What holds of PINs whatever happens: random histories of clusters."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from worlds import World

RECORDS = "abcdefgh"
builds = st.lists(st.dictionaries(st.sampled_from(RECORDS), st.integers(0, 4)), min_size=1, max_size=6)


@settings(max_examples=20, deadline=None)
@given(builds, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(history: list[dict[str, int]], shuffler: random.Random) -> None:
    world, other = World(), World()
    for clusters in history:
        rows = list(clusters.items())
        shuffler.shuffle(rows)
        assert world.adopt(clusters) == other.adopt(dict(rows))


@settings(max_examples=20, deadline=None)
@given(builds)
def test_no_more_records_change_than_must_and_every_pin_resolves(history: list[dict[str, int]]) -> None:
    world = World()
    issued: set[str] = set()
    for clusters in history:
        pins = world.adopt(clusters)
        issued |= set(pins.values())
        assert world.figures["changed_weight"] == world.figures["least_changed_weight"]
        assert set(pins) == set(clusters)
        assert len(set(pins.values())) == len(set(clusters.values()))
        assert len({(cluster, pins[record]) for record, cluster in clusters.items()}) == len(set(pins.values()))
    for pin in issued:
        current, status, _ = world.resolve(pin)
        assert (current in pins.values()) == (status != "retired")
        assert (pin in pins.values()) == (status == "current")


@settings(max_examples=20, deadline=None)
@given(builds)
def test_a_record_has_one_pin_at_a_time_and_its_periods_do_not_overlap(history: list[dict[str, int]]) -> None:
    world = World()
    for clusters in history:
        world.adopt(clusters)
    current = Counter(record for (record,) in world.rows("select record_key from ledger where valid_to is null"))
    assert all(count == 1 for count in current.values())
    assert not world.rows("""
        select 1 from ledger as one inner join ledger as other using (record_key)
        where one.run_id < other.run_id and coalesce(one.ended_run_id, 1000) > other.run_id
    """)
