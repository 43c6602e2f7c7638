"""What the marts tell of PINs, case by case: letters are records, words are clusters, capitals are PINs.

A PIN is called by the record that had it first. The SQL is the models' own, over the ledger of a made-up world.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from compiled import TOLD, CompiledModels
from scv.identity.succession import create_successions
from worlds import World

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[tuple[Any, ...]]


@dataclass
class Story:
    """A world, the models that tell of it, and what the PINs are called."""

    models: CompiledModels
    world: World = field(default_factory=World)
    names: dict[str, str] = field(default_factory=dict)

    def groups(self, *builds: str) -> None:
        """Build after build, of clusters written out: `"abc de f"`."""
        for text in builds:
            self._name(self.world.groups(text))

    def weighed(self, records: str, pairs: dict[str, float], **settings: Any) -> None:
        """One build by the weights of pairs."""
        self._name(self.world.build(records, pairs, **settings))

    def events(self, run: int) -> Rows:
        """PIN, event, the other PINs, records and cause."""
        return self._told("pin_events", f"pin, event, other_pins, record_count, cause from told where run_id = {run}")

    def resolutions(self) -> Rows:
        """PIN, the PIN that stands for it, status, and the others; only where there is something to tell."""
        return self._told(
            "pin_resolutions",
            "pin, current_pin, status, other_pins from told where pin <> coalesce(current_pin, '') or other_pins > ''",
        )

    def assignments(self, record: str) -> Rows:
        """The PINs that a record had, each with the runs that began and ended it, and whether it has it now."""
        return self._told(
            "pin_assignments", f"pin, run_id, ended_run_id, is_current from told where record_key = '{record}'"
        )

    def churn(self, run: int) -> Rows:
        """Records new, returned, vanished and changed, and how many more changed than had to."""
        counts = "new_records, returned_records, vanished_records, changed_records, cast(excess_weight as integer)"
        return self._told("pin_churn", f"{counts} from told where run_id = {run}")

    def _name(self, pins: dict[str, str]) -> None:
        for record in sorted(pins):
            self.names.setdefault(pins[record], record.upper())

    def _told(self, model: str, query: str) -> Rows:
        """The rows of a query over a model of the ledger as it stands, with the names of PINs, in order."""
        create_successions(self.world.connection)
        tables: dict[str, pa.Table] = {"pin_ledger": self.world.table("ledger")}
        tables |= {"pin_runs": self.world.table("judged_runs"), "pin_successions": self.world.table("successions")}
        told = self.models.chain(TOLD, tables)
        with duckdb.connect() as connection:
            connection.register("told", told[model])
            rows = connection.execute(f"select {query}").fetchall()
        return sorted((tuple(self._named(value) for value in row) for row in rows), key=str)

    def _named(self, value: Any) -> Any:
        """PINs by their names, also where several are listed."""
        if not isinstance(value, str):
            return value
        return ", ".join(self.names.get(part, part) for part in value.split(", "))


@pytest.fixture
def story(compiled: CompiledModels) -> Story:
    """An empty world."""
    return Story(compiled)


def test_a_merge(story: Story) -> None:
    story.groups("abc de", "abcde")
    assert story.events(1) == [("A", "created", None, 3, "data"), ("D", "created", None, 2, "data")]
    assert story.events(2) == [("D", "merged", "A", 2, "data")]
    assert story.resolutions() == [("D", "A", "merged", None)]
    assert story.assignments("d") == [("A", 2, None, True), ("D", 1, 2, False)]
    assert story.churn(2) == [(0, 0, 0, 2, 0)]


def test_a_split_in_three(story: Story) -> None:
    story.groups("abcdef", "abc de f")
    assert story.events(2) == [
        ("A", "split", "D, F", 3, "data"),
        ("D", "created", "A", 2, "data"),
        ("F", "created", "A", 1, "data"),
    ]
    assert story.resolutions() == [("A", "A", "current", "D, F")]


def test_a_swap(story: Story) -> None:
    story.groups("abc xyz", "abz xyc")
    assert story.events(2) == [("A", "moved", "X", 1, "data"), ("X", "moved", "A", 1, "data")]
    assert story.resolutions() == [("A", "A", "current", "X"), ("X", "X", "current", "A")]


def test_a_chain_of_merges(story: Story) -> None:
    """A into B, then B into D."""
    story.groups("a bc defg", "abc defg", "abcdefg")
    assert story.events(2) == [("A", "merged", "B", 1, "data")]
    assert story.events(3) == [("B", "merged", "D", 3, "data")]
    assert story.resolutions() == [("A", "D", "merged", None), ("B", "D", "merged", None)]
    assert story.assignments("a") == [("A", 1, 2, False), ("B", 2, 3, False), ("D", 3, None, True)]


def test_records_that_are_scattered_and_then_merged_with_one_of_the_heirs(story: Story) -> None:
    """A goes to P and, with most records, to U; then P goes to U as well, so that U alone is left of A."""
    story.groups("abcd pqr uvwxyz", "pqra uvwxyzbcd")
    assert story.events(2) == [("A", "merged", "U, P", 4, "data")]
    assert story.resolutions() == [("A", "U", "split", "P")]
    story.groups("pqrauvwxyzbcd")
    assert story.resolutions() == [("A", "U", "merged", None), ("P", "U", "merged", None)]


def test_a_chain_that_ends_where_nobody_is_left(story: Story) -> None:
    story.groups("a bc x", "abc x", "x")
    assert story.events(3) == [("B", "retired", None, 3, "data")]
    assert story.resolutions() == [("A", None, "retired", None), ("B", None, "retired", None)]
    assert story.churn(3) == [(0, 0, 3, 0, 0)]


def test_a_customer_who_comes_back(story: Story) -> None:
    story.groups("ab c", "ab", "ab c")
    assert story.events(2) == [("C", "retired", None, 1, "data")]
    assert story.events(3) == [("C", "revived", None, 1, "data")]
    assert story.resolutions() == []
    assert story.assignments("c") == [("C", 1, 2, False), ("C", 3, None, True)]
    assert story.churn(3) == [(0, 1, 0, 0, 0)]


def test_customers_who_were_one_and_are_two_again(story: Story) -> None:
    story.groups("abc de", "abcde", "abc de")
    assert story.events(3) == [("A", "split", "D", 2, "data"), ("D", "revived", "A", 2, "data")]
    assert story.resolutions() == [("A", "A", "current", "D")]
    assert story.assignments("d") == [("A", 2, 3, False), ("D", 1, 2, False), ("D", 3, None, True)]


def test_a_founding_record_that_is_deleted(story: Story) -> None:
    story.groups("abc x", "bc x")
    assert story.events(2) == []
    assert story.resolutions() == []
    assert story.churn(2) == [(0, 0, 1, 0, 0)]


def test_a_threshold_and_a_model_are_named_as_the_cause(story: Story) -> None:
    pairs = {"ab": 6.0, "bc": 2.0}
    story.weighed("abcx", pairs, join=0.0)
    story.weighed("abcx", pairs, join=3.0)
    assert story.events(2) == [("A", "split", "C", 1, "rule"), ("C", "created", "A", 1, "rule")]
    story.weighed("abcx", {"ab": 6.0, "cx": 6.0}, join=3.0, model="2")
    assert story.events(3) == [("C", "merged", "X", 1, "model")]


def test_a_steward_is_named_as_the_cause(story: Story) -> None:
    story.groups("axyz")
    story.world.deny("a", story.world.pins()["a"])
    story.groups("a xyz")
    story.names[story.world.pins()["a"]] = "new"
    assert story.events(2) == [("A", "split", "new", 1, "steward"), ("new", "created", "A", 1, "steward")]
    assert story.assignments("x") == [("A", 1, None, True)]


def test_the_same_again_is_no_event(story: Story) -> None:
    story.groups("abc de", "abc de", "ed cba")
    assert story.events(2) == story.events(3) == []
    assert story.churn(2) == story.churn(3) == []
