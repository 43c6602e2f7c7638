"""Stewards' decisions hold: letters are records, each build is one line."""

from __future__ import annotations

from stewards import Desk, cannot, must


def test_a_must_link_joins_what_scores_do_not() -> None:
    assert Desk().groups("abcd", {"ab": 5, "cd": 5, "ac": -9}) == "ab cd"
    assert Desk({"1": must("a", "c")}).groups("abcd", {"ab": 5, "cd": 5, "ac": -9}) == "abcd"


def test_a_must_link_joins_what_was_never_compared() -> None:
    assert Desk({"1": must("a", "b")}).groups("abc", {}) == "ab c"


def test_a_cannot_link_beats_the_score() -> None:
    assert Desk({"1": cannot("a", "b")}).groups("ab", {"ab": 15}) == "a b"


def test_a_cannot_link_beats_transitivity_and_cuts_the_weakest_edge_between_the_two() -> None:
    chain = {"ab": 9, "bc": 4, "cd": 9}
    assert Desk().groups("abcd", chain) == "abcd"
    assert Desk({"1": cannot("a", "d")}).groups("abcd", chain) == "ab cd"


def test_a_cannot_link_cuts_the_weakest_of_several_ways() -> None:
    two_ways = {"ab": 9, "bd": 3, "ac": 2, "cd": 8}
    assert Desk({"1": cannot("a", "d")}).groups("abcd", two_ways) == "ab cd"


def test_must_links_chain_and_hold_against_a_cannot_link_elsewhere() -> None:
    desk = Desk({"1": must("a", "b"), "2": must("b", "c"), "3": cannot("c", "d")})
    assert desk.groups("abcd", {"ad": 12, "bd": 12, "cd": 12}) == "abc d"
    assert {status for status, _ in desk.judged("abcd").values()} == {"in force"}


def test_contradictory_decisions_are_reported_and_change_nothing() -> None:
    weights = {"ab": 6.0, "bc": -6.0, "de": 6.0}
    desk = Desk({"join": must("b", "c"), "part": cannot("b", "c"), "other": cannot("d", "e")})

    assert desk.judged("abcde") == {
        "join": ("contradicted", "part"),
        "part": ("contradicted", "join"),
        "other": ("in force", None),
    }
    assert desk.groups("abcde", weights) == "ab c d e"


def test_a_contradiction_across_a_chain_names_the_whole_chain_and_nothing_beside_it() -> None:
    desk = Desk(
        {
            "ab": must("a", "b"),
            "bc": must("b", "c"),
            "not ac": cannot("a", "c"),
            "cd": must("c", "d"),
            "ef": must("e", "f"),
        }
    )

    assert desk.judged("abcdef") == {
        "ab": ("contradicted", "not ac"),
        "bc": ("contradicted", "not ac"),
        "not ac": ("contradicted", "ab, bc"),
        "cd": ("in force", None),
        "ef": ("in force", None),
    }
    assert desk.groups("abcdef", {}) == "a b cd ef"


def test_a_record_that_cannot_be_itself_contradicts_itself() -> None:
    desk = Desk({"odd": cannot("a", "a")})
    assert desk.judged("a") == {"odd": ("contradicted", "odd")}
    assert desk.groups("ab", {"ab": 3}) == "ab"


def test_a_decision_without_records_waits() -> None:
    desk = Desk({"gone": must("a", "z"), "unknown": must("", "")})
    assert desk.judged("ab") == {"gone": ("no records", None), "unknown": ("no records", None)}
    assert desk.groups("ab", {}) == "a b"
    assert desk.judged("abz")["gone"] == ("in force", None)
    assert desk.groups("abz", {}) == "az b"


def test_a_decision_between_pins_is_about_all_their_records() -> None:
    weights = {"ab": 5, "cd": 5}
    assert Desk({"1": must("ab", "cd")}).groups("abcd", weights) == "abcd"
    together = {"ab": 5, "cd": 5, "bc": 9, "ad": 9}
    assert Desk({"1": cannot("ab", "cd")}).groups("abcd", together) == "ab cd"


def test_a_pin_that_is_linked_holds_together_even_where_scores_part_it() -> None:
    assert Desk({"1": must("ab", "c")}).groups("abc", {"ab": -9, "ac": 3}) == "abc"


def test_a_decision_that_is_taken_back_leaves_nothing_behind() -> None:
    desk = Desk()
    assert desk.groups("abc", {"ab": 5, "bc": 5}) == "abc"
    desk.decisions["1"] = cannot("a", "c")
    assert desk.groups("abc", {"ab": 5, "bc": 6}) == "a bc"
    del desk.decisions["1"]
    assert desk.groups("abc", {"ab": 5, "bc": 6}) == "abc"


def test_the_order_of_decisions_does_not_matter() -> None:
    decisions = {"1": must("a", "b"), "2": must("b", "c"), "3": cannot("a", "c"), "4": must("d", "e")}
    backwards = dict(reversed(decisions.items()))
    weights = {"ad": 4, "be": -3, "ce": 7}
    assert Desk(decisions).groups("abcde", weights) == Desk(backwards).groups("abcde", weights)
    assert Desk(decisions).judged("abcde") == Desk(backwards).judged("abcde")
