"""What stewards decide about records and PINs, build after build: letters are records."""

from __future__ import annotations

from stewards import Desk, cannot, must
from worlds import World


def test_a_stewards_split_holds_through_ten_more_builds() -> None:
    world, desk = World(), Desk()
    weights = {"ab": 9.0, "bc": 4.0, "cd": 9.0}
    before = world.adopt(desk.build("abcd", weights))
    assert len(set(before.values())) == 1

    desk.decisions["split"] = cannot("a", "d")
    split = world.adopt(desk.build("abcd", weights))
    assert split["a"] == split["b"] == before["a"]
    assert split["c"] == split["d"] != split["a"]

    records = "abcd"
    for newcomer in "efghijklmn":
        weights |= {newcomer + other: 9.0 for other in records}
        records += newcomer
        pins = world.adopt(desk.build(records, weights))
        assert (pins["a"], pins["d"]) == (split["a"], split["d"]), newcomer
    assert [(run, reason) for run, reason, _ in world.history("d")] == [(1, "new"), (2, "moved")]


def test_contradictory_decisions_change_nothing() -> None:
    world, desk = World(), Desk()
    weights = {"ab": 6.0, "cd": 6.0, "bc": -6.0}
    before = world.adopt(desk.build("abcd", weights))

    desk.decisions = {"join": must("b", "c"), "part": cannot("b", "c"), "self": cannot("a", "a")}
    assert world.adopt(desk.build("abcd", weights)) == before
    assert world.figures["begun_assignments"] == 0


def test_a_record_that_is_not_a_customer_leaves_and_the_pin_stays_with_the_rest() -> None:
    """Also where the record has the smallest key, or outweighs the rest: the PIN is not its own. Ten more builds."""
    for rest, weights in (("x", {}), ("xyz", {"crm": 1, "shop": 9})):
        record = "shop.a" if weights else "a"
        world, everyone = World(weights), [record, *rest]
        before = world.adopt(dict.fromkeys(everyone, 1))
        world.deny(record, before[record])
        parted = {record: 1, **dict.fromkeys(rest, 2)}
        after = world.adopt(parted)

        assert after == dict.fromkeys(rest, before["x"]) | {record: after[record]}
        assert after[record] != before[record]
        assert world.history(record)[-1] == (2, "moved", "steward")
        assert world.figures["changed_records"] == 1
        assert world.figures["changed_weight"] == world.figures["least_changed_weight"]
        assert world.resolve(before["x"]) == (before["x"], "current", after[record])
        for number in range(10):
            parted |= {f"with a {number}": 1, f"with x {number}": 2}
            assert world.adopt(parted).items() >= after.items()


def test_a_pin_that_was_denied_does_not_come_back_with_what_joins_the_record() -> None:
    world = World()
    before = world.groups("axyz")
    world.deny("a", before["a"])
    after = world.groups("axy z")

    assert after["z"] == before["z"]
    assert after["a"] == after["x"] == after["y"] != before["a"]
    assert world.figures["changed_weight"] == world.figures["least_changed_weight"] == 3
