"""What a steward decides is what the next build does: a sitting on the demo, some decisions by hand, and one build."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from dataclasses import dataclass

import pytest

from builds import Build, build, copy_project
from scv import cli
from scv.diagnostics.explanation import explain_pair
from scv.diagnostics.reader import built_linkage
from scv.diagnostics.words import reasons
from scv.project import project_directory
from scv.workbench import now

# Different people; a key that means nothing, then one person, and why; skip; different people; quit.
TYPED = "d\n\nx\ns\nseen her card\nk\nd\n\nq\n"


@dataclass(frozen=True)
class Sitting:
    """The demo before, the build after, and the rows of the file of decisions by id."""

    before: Build
    after: Build
    decisions: dict[str, dict[str, str]]

    @property
    def typed(self) -> list[dict[str, str]]:
        """The decisions that `scv review` noted, in their order."""
        return [row for name, row in self.decisions.items() if "-jo-" in name]


@pytest.fixture(scope="module")
def sitting(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Decisions in a copy of the project, and a build on a copy of the demo that uses them."""
    folder = tmp_path_factory.mktemp("settled")
    raw_data = str(project_directory() / "data" / "demo")
    project = copy_project(folder / "project")
    shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb")
    path = project / "seeds" / "steward_decisions.csv"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SCV_PROJECT_DIR", str(project))
        patched.setattr(sys, "argv", ["scv", "review", "--by", "Jo", "--database", str(folder / "scv.duckdb")])
        patched.setattr(sys, "stdin", io.StringIO(TYPED))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code in (None, 0), ended.value.code
        path.write_text(path.read_text() + by_hand(demo))
        options = ("--select", "steward_decisions+", "--exclude-resource-type", "unit_test")
        after = build(folder, *options, SCV_RAW_DIR=raw_data)
    with path.open(newline="") as file:
        return Sitting(demo, after, {row["decision_id"]: row for row in csv.DictReader(file)})


def by_hand(demo: Build) -> str:
    """Rows about two records with equal attributes, two PINs, two PINs before their time, and a contradiction."""
    [twins] = demo.rows("""
        select min(record_key), max(record_key) from {int_identity__comparison_forms}
        where email is not null and phone is not null
        group by fingerprint_id having count(*) = 2 order by 1 limit 1
    """)
    pins = [pin for (pin,) in demo.rows("select pin from {dim_customers} where record_count = 3 order by pin limit 4")]
    [disputed] = demo.rows("""
        select min(record_key), max(record_key) from {int_identity__pins}
        group by pin having count(*) = 2 order by 1 limit 1
    """)
    [lodger] = demo.rows("""
        select min(record_key), pin from {int_identity__pins}
        group by pin having count(*) = 2 order by 1 limit 1 offset 1
    """)
    today = now().strftime("%Y-%m-%d %H:%M:%S.%f")
    made = [
        ("twins", "cannot_link", *twins, today),
        ("pins", "must_link", *pins[:2], today),
        ("too early", "must_link", *pins[2:], "2000-01-01 00:00:00"),
        ("yes", "must_link", *disputed, today),
        ("no", "cannot_link", *disputed, today),
        ("not hers", "cannot_link", *lodger, today),
    ]
    return "".join(f"{name},{kind},{left},{right},Ann,{at},by hand\n" for name, kind, left, right, at in made)


def pins_of(built: Build, *record_keys: str) -> list[str]:
    """The PIN that each record has."""
    pins = dict(built.rows("select record_key, pin from {int_identity__pins}"))
    return [pins[key] for key in record_keys]


def test_the_build_passes_and_warns_of_the_contradiction(sitting: Sitting) -> None:
    [warning] = sitting.after.failures()
    assert warning.startswith("no_steward_decision_is_contradicted: Got 2 results")


def test_what_was_typed_holds(sitting: Sitting) -> None:
    assert [row["decision"] for row in sitting.typed] == ["cannot_link", "must_link", "cannot_link"]
    for row in sitting.typed:
        left, right = pins_of(sitting.after, row["left_key"], row["right_key"])
        assert (left == right) == (row["decision"] == "must_link"), row


def test_settled_questions_leave_the_queue(sitting: Sitting) -> None:
    query = "select left_record_key, right_record_key from {linkage_review_queue}"
    asked_before, asked_now = (
        {frozenset(row) for row in built.rows(query)} for built in (sitting.before, sitting.after)
    )
    settled = {frozenset((row["left_key"], row["right_key"])) for row in sitting.typed}
    assert settled <= asked_before
    assert not settled & asked_now


def test_two_records_with_equal_attributes_can_be_told_apart(sitting: Sitting) -> None:
    twins = sitting.decisions["twins"]
    one, other = pins_of(sitting.before, twins["left_key"], twins["right_key"])
    assert one == other
    one, other = pins_of(sitting.after, twins["left_key"], twins["right_key"])
    assert one != other


def test_a_decision_between_pins_means_the_records_that_had_them(sitting: Sitting) -> None:
    pins = sitting.decisions["pins"]
    held = f"select record_key from {{int_identity__pins}} where pin in ('{pins['left_key']}', '{pins['right_key']}')"
    records = [key for (key,) in sitting.before.rows(held)]
    assert len(records) == 6
    assert len(set(pins_of(sitting.after, *records))) == 1


def test_a_record_that_is_not_the_customer_of_a_pin_leaves_and_the_pin_stays(sitting: Sitting) -> None:
    """The record has the smaller key of the two: on a tie the PIN would go with it."""
    record, pin = (sitting.decisions["not hers"][side] for side in ("left_key", "right_key"))
    [(other,)] = sitting.before.rows(
        f"select record_key from {{int_identity__pins}} where pin = '{pin}' and record_key <> '{record}'"
    )
    assert pins_of(sitting.after, other) == [pin]
    assert pins_of(sitting.after, record) != [pin]
    assert sitting.after.rows(f"select event, cause from {{pin_events}} where pin = '{pin}' and run_id = 2") == [
        ("split", "steward")
    ]


def test_every_decision_has_its_status(sitting: Sitting) -> None:
    rows = sitting.after.rows("select decision_id, status, contradicts from {steward_decision_status}")
    status = {name: (told, against) for name, told, against in rows}
    assert status.keys() == sitting.decisions.keys()
    assert status["yes"] == ("contradicted", "no")
    assert status["no"] == ("contradicted", "yes")
    assert status["too early"] == ("no records", None)
    others = status.keys() - {"yes", "no", "too early"}
    assert {status[name] for name in others} == {("in force", None)}


def test_an_explanation_names_the_decision_that_holds(sitting: Sitting) -> None:
    with built_linkage(sitting.after.folder / "scv.duckdb") as linkage:
        told = {}
        for name in ("twins", *(row["decision_id"] for row in sitting.typed)):
            row = sitting.decisions[name]
            found = explain_pair(linkage, row["left_key"], row["right_key"])
            assert found.is_one_person == (row["decision"] == "must_link")
            told[name] = " ".join(reasons(found, shown=True))
            assert f"Steward's decision {name} ({row['decision'].replace('_', ' ')}, in force) by " in told[name]
        assert "By itself the pair would join; a steward's decision keeps the two customers apart." in told["twins"]
        pins = sitting.decisions["pins"]
        one, other = (
            sitting.before.rows(f"select min(record_key) from {{int_identity__pins}} where pin = '{pins[side]}'")[0][0]
            for side in ("left_key", "right_key")
        )
        found = explain_pair(linkage, one, other)
        assert found.is_one_person
        assert found.decided & {step.fingerprints for step in found.steps}
        assert "a steward's decision" in " ".join(reasons(found, shown=True))


def test_contradictory_decisions_change_nothing(sitting: Sitting) -> None:
    keys = sitting.decisions["yes"]["left_key"], sitting.decisions["yes"]["right_key"]
    assert pins_of(sitting.after, *keys) == pins_of(sitting.before, *keys)
