"""How PINs live, case by case: letters are records, words are clusters, each build is one line.

What stewards decide is in `test_pin_stewards`, what the marts tell of each case in `test_pin_events`, and what holds of
any history in `test_pin_properties`.
"""

from __future__ import annotations

import numpy as np
import pytest

from scv.identity import assignment
from scv.identity.pin import is_valid, pins
from worlds import World

# ---- what happens to customers ------------------------------------------------------------------------------------


def test_new_records_get_new_pins_or_join() -> None:
    world = World()
    before = world.groups("ab c")
    after = world.groups("abd c e")

    assert after["a"] == after["b"] == after["d"] == before["a"]
    assert after["c"] == before["c"]
    assert after["e"] not in before.values()
    assert world.history("d") == [(2, "joined", "data")]
    assert world.history("e") == [(2, "new", "data")]


def test_a_merge_keeps_the_pin_of_more_records_and_the_other_resolves_to_it() -> None:
    world = World()
    before = world.groups("abc de")
    after = world.groups("abcde")

    assert set(after.values()) == {before["a"]}
    assert world.history("d") == [(1, "new", "data"), (2, "moved", "data")]
    assert world.history("a") == [(1, "new", "data")]
    assert world.resolve(before["d"]) == (before["a"], "merged", None)
    assert world.resolve(before["a"]) == (before["a"], "current", None)


def test_a_merge_of_equals_keeps_the_older_pin() -> None:
    world = World()
    world.groups("xy")
    before = world.groups("ab xy")

    assert set(world.groups("abxy").values()) == {before["x"]}


def test_a_split_keeps_the_pin_with_more_records() -> None:
    world = World()
    before = world.groups("abcde")
    after = world.groups("ab cde")

    assert after["c"] == after["d"] == after["e"] == before["a"]
    assert after["a"] == after["b"] != before["a"]
    assert world.resolve(before["a"]) == (before["a"], "current", after["a"])


def test_a_split_into_equals_keeps_the_pin_with_the_smallest_record_key() -> None:
    world = World()
    before = world.groups("abcd")
    after = world.groups("cd ab")

    assert after["a"] == after["b"] == before["a"]
    assert after["c"] == after["d"] != before["a"]


def test_a_pin_whose_records_go_to_several_resolves_to_the_main_heir_and_names_the_others() -> None:
    world = World()
    before = world.groups("abcd pqr xyzuvw")
    after = world.groups("pqra xyzuvwbcd")

    assert after["a"] == before["p"]
    assert after["b"] == after["c"] == after["d"] == before["x"]
    assert world.resolve(before["a"]) == (before["x"], "split", before["p"])


def test_a_swap_moves_the_records_that_swapped() -> None:
    world = World()
    before = world.groups("abc xyz")
    after = world.groups("abz xyc")

    assert (after["a"], after["b"], after["z"]) == (before["a"],) * 3
    assert (after["x"], after["y"], after["c"]) == (before["x"],) * 3
    assert world.figures["changed_records"] == 2


def test_the_heaviest_overlap_yields_where_that_moves_fewer_records() -> None:
    world = World()
    before = world.groups("abcde xy")
    after = world.groups("abcxy de")

    assert after["a"] == after["x"] == before["x"]
    assert after["d"] == after["e"] == before["a"]
    assert world.figures["changed_records"] == 3


def test_a_chain_of_merges_resolves_to_its_end() -> None:
    world = World()
    first = world.groups("a bc defg x")
    second = world.groups("abc defg x")
    assert second == {**first, "a": first["b"]}
    third = world.groups("abcdefg x")
    assert third == {**dict.fromkeys("abcdefg", first["d"]), "x": first["x"]}

    assert world.resolve(first["a"]) == world.resolve(first["b"]) == (first["d"], "merged", None)
    assert world.resolve(first["d"]) == (first["d"], "current", None)
    assert world.resolve(first["x"]) == (first["x"], "current", None)
    assert world.history("a") == [(1, "new", "data"), (2, "moved", "data"), (3, "moved", "data")]


def test_a_chain_is_followed_past_records_that_vanished() -> None:
    world = World()
    first = world.groups("a bc xyz")
    world.groups("abc xyz")
    world.groups("bc xyz")
    world.groups("xyzbc")

    assert world.resolve(first["a"]) == (first["x"], "merged", None)


# ---- records that go and come -------------------------------------------------------------------------------------


def test_a_customer_without_records_retires_and_comes_back_under_the_old_pin() -> None:
    world = World()
    before = world.groups("ab c")
    world.groups("ab")
    assert world.resolve(before["c"]) == (None, "retired", None)

    after = world.groups("ab c")
    assert after == before
    assert world.history("c") == [(1, "new", "data"), (3, "returned", "data")]
    assert world.resolve(before["c"]) == (before["c"], "current", None)


def test_a_record_that_comes_back_brings_its_pin_to_a_new_cluster() -> None:
    world = World()
    before = world.groups("ab c")
    world.groups("ab")

    assert world.groups("ab cd")["d"] == before["c"]


def test_a_founding_record_may_go_and_the_pin_stays() -> None:
    world = World()
    before = world.groups("abc x")
    after = world.groups("bc x")

    assert after == {record: before[record] for record in "bcx"}
    assert world.figures["changed_records"] == 0


def test_a_new_record_with_a_smaller_key_renames_nobody() -> None:
    world = World()
    before = world.groups("bc de")
    after = world.groups("abc de")

    assert after == {**before, "a": before["b"]}


def test_a_pin_that_retired_is_not_issued_again() -> None:
    world = World()
    seen: set[str] = set()
    for name in "abcdefgh":
        pin = world.groups(name)[name]
        assert pin not in seen
        assert is_valid(pin)
        seen.add(pin)


def test_a_pin_that_another_key_would_give_again_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two keys may make one PIN of two numbers; here the second counts two behind the first."""
    world = World()
    first = world.groups("a b c")
    monkeypatch.setattr(assignment, "pins", lambda numbers, key: pins(numbers - np.uint64(2), key))
    after = world.groups("a b c d e")

    assert after.items() > first.items()
    assert [after["d"], after["e"]] == pins(np.array([3, 4], dtype=np.uint64), "a key")
    assert world.groups("a b c d e f").items() > after.items()
    assert world.rows("select count(distinct pin) from ledger") == [(6,)]


# ---- the model, the thresholds, the order of rows -----------------------------------------------------------------

PAIRS = {"ab": 6.0, "bc": 2.0, "de": 4.0, "ef": 1.0, "xy": 9.0}


def test_a_higher_threshold_splits_and_the_old_one_brings_everything_back() -> None:
    world = World()
    before = world.build("abcdefxy", PAIRS, join=0.0)
    higher = world.build("abcdefxy", PAIRS, join=3.0)
    again = world.build("abcdefxy", PAIRS, join=0.0)

    assert higher["a"] == higher["b"] == before["a"] != higher["c"]
    assert higher["d"] == higher["e"] == before["d"] != higher["f"]
    assert world.history("c") == [(1, "new", "data"), (2, "moved", "rule"), (3, "moved", "rule")]
    assert again == before


def test_a_lower_threshold_merges_and_the_old_one_brings_everything_back() -> None:
    world = World()
    pairs = {"ab": 6.0, "bc": 2.0, "cd": -2.0, "de": 6.0}
    before = world.build("abcdex", pairs, join=0.0)
    lower = world.build("abcdex", pairs, join=-3.0)
    assert lower == {**dict.fromkeys("abcde", before["a"]), "x": before["x"]}
    assert world.history("d") == [(1, "new", "data"), (2, "moved", "rule")]
    assert world.figures["changed_records"] == world.figures["changed_by_rule"] == 2

    assert world.build("abcdex", pairs, join=0.0) == before


def test_the_same_data_in_another_row_order_gives_the_same_pins_and_proposes_nothing() -> None:
    world, backwards = World(), World()
    before = world.groups("abc de f")
    assert backwards.groups("f ed cba") == before
    assert world.groups("f ed cba") == before
    assert world.rows("select count(*) from proposals") == [(0,)]

    assert world.groups("ab cd ef g") == backwards.groups("g fe dc ba")


def test_another_model_is_the_cause_of_what_it_moves() -> None:
    world = World()
    before = world.build("abcx", {"ab": 3.0, "bc": 3.0}, model="1")
    after = world.build("abcx", {"ab": 3.0, "cx": 3.0}, model="2")

    assert after["a"] == after["b"] == before["a"]
    assert after["c"] == after["x"] == before["x"]
    assert world.history("c")[-1] == (2, "moved", "model")
    assert world.figures["changed_by_model"] == world.figures["changed_records"] == 1


def test_a_build_with_no_new_data_proposes_nothing() -> None:
    world = World()
    world.build("abcdefxy", PAIRS)
    ledger = world.rows("select * from ledger order by all")
    runs = world.rows("select * from runs")

    world.build("abcdefxy", PAIRS)
    assert world.rows("select count(*) from proposals") == [(0,)]
    assert world.rows("select * from ledger order by all") == ledger
    assert world.rows("select * from runs") == runs


def test_a_heavier_source_system_decides_who_keeps_the_pin() -> None:
    clusters = {"crm.a": 1, "chat.x": 2, "chat.y": 2}
    merged = dict.fromkeys(clusters, 1)
    light, heavy = World(), World(weights={"crm": 3})
    for world, keeper in ((light, "chat.x"), (heavy, "crm.a")):
        before = world.adopt(clusters)
        assert set(world.adopt(merged).values()) == {before[keeper]}


def test_a_build_that_is_done_again_gives_the_same_pins() -> None:
    world, killed = World(), World()
    for one in (world, killed):
        one.groups("ab c")
    killed.propose({"a": 1, "b": 2, "c": 3, "d": 4})

    assert killed.groups("a b c d") == world.groups("a b c d")
