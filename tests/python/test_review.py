"""A steward's sitting: questions in, decisions out, and the next build keeps to them."""

from __future__ import annotations

import csv
import io
import os
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import pytest
from rich.console import Console

from builds import Build
from scv.project import ScvError, project_directory
from scv.review.decision_file import COLUMNS, DecisionFile
from scv.review.queue import Question, Side, read_questions
from scv.review.screen import compared
from scv.review.session import settle

if TYPE_CHECKING:
    from pathlib import Path

HEADING = ",".join(COLUMNS)
MORNING = datetime(2026, 3, 1, 9, 30)


class Script:
    """Answers written beforehand."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def key(self, prompt: str, keys: str) -> str:
        """The next answer; an empty one is Ctrl-C."""
        answer = self.answers.pop(0)
        if not answer:
            raise KeyboardInterrupt
        assert answer in keys
        return answer

    def line(self, prompt: str) -> str:
        """The next answer."""
        return self.answers.pop(0)


def side(record_key: str, **attributes: str) -> Side:
    names = ("name", "date_of_birth", "email", "phone", "address_line_1", "town", "postcode", "account_id")
    empty = dict.fromkeys((*names, "membership_no", "loyalty_no", "social_handle", "recorded_at"), "")
    return Side(f"PIN of {record_key}", record_key, empty | attributes)


QUESTIONS = [
    Question("Two customers.", 3, side("crm.supporters:1", name="Ann Lee"), side("crm.supporters:2", name="Anne Lee")),
    Question("One customer.", 1, side("store.loyalty_cards:3"), side("online_form.enquiries:4")),
]


@pytest.fixture
def decisions(tmp_path: Path) -> DecisionFile:
    """A file with one decision, quoted as a spreadsheet writes it."""
    path = tmp_path / "steward_decisions.csv"
    path.write_text(f'{HEADING}\nold,must_link,a:1,a:2,Jo,2025-01-01 10:00:00,"by phone, twice"\n')
    return DecisionFile.read(path)


def sitting(decisions: DecisionFile, *answers: str) -> str:
    """What the screen says of a sitting with these answers."""
    console = Console(file=io.StringIO(), width=160)
    settle(QUESTIONS, decisions, "Jane O'Neill", Script(*answers), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


# ---- a sitting ----------------------------------------------------------------------------------------------------


def test_answers_are_appended_and_earlier_rows_stay_as_they_are(decisions: DecisionFile) -> None:
    before = decisions.path.read_text()

    page = sitting(decisions, "s", 'one "Ann", she says', "d", "")

    assert decisions.path.read_text().startswith(before)
    old, first, second = rows(decisions.path)
    assert old["reason"] == "by phone, twice"
    assert (first["decision"], first["left_key"], first["right_key"], first["reason"]) == (
        ("must_link", "crm.supporters:1", "crm.supporters:2", 'one "Ann", she says')
    )
    assert (second["decision"], second["left_key"]) == ("cannot_link", "store.loyalty_cards:3")
    assert second["reason"] == "two people by what is shown"
    assert first["decided_by"] == "Jane O'Neill"
    assert first["decision_id"].endswith("-jane-o-neill-001")
    assert second["decision_id"].endswith("-jane-o-neill-002")
    assert "1 joined, 1 kept apart" in page
    assert "dbt build" in page


def test_skipping_and_quitting_change_nothing(decisions: DecisionFile) -> None:
    assert "Nothing decided" in sitting(decisions, "k", "q")
    assert len(rows(decisions.path)) == 1


def test_what_was_answered_before_ctrl_c_is_kept(decisions: DecisionFile) -> None:
    sitting(decisions, "s", "", "")
    assert len(rows(decisions.path)) == 2


def test_differences_are_marked(decisions: DecisionFile) -> None:
    assert "differs" in sitting(decisions, "q")
    assert compared("Ann Lee", "ANN  LEE") == "same"
    assert compared("Ann Lee", "Anne Lee") == "differs"
    assert compared("", "Anne Lee") == ""


# ---- the file -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_empty_or_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScvError, match="can't be read"):
        DecisionFile.read(tmp_path / "decisions.csv")
    (tmp_path / "decisions.csv").write_text("")
    with pytest.raises(ScvError, match="should begin with the line"):
        DecisionFile.read(tmp_path / "decisions.csv")


def test_a_file_without_a_last_line_end_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADING)
    DecisionFile.read(path).append("must_link", "a:1", "a:2", "Jo", MORNING, "")
    assert path.read_text() == f"{HEADING}\n20260301-jo-001,must_link,a:1,a:2,Jo,2026-03-01 09:30:00,\n"


def test_a_row_that_is_no_decision_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{HEADING}\n1,must_link,a:1,a:2,Jo,2025-01-01,one, two\n")
    with pytest.raises(ScvError, match="line 2: 8 values where 7 belong"):
        DecisionFile.read(path)


def test_a_file_that_somebody_else_changed_is_left_alone(decisions: DecisionFile) -> None:
    theirs = decisions.path.read_text() + "new,cannot_link,a:1,a:3,Sam,2025-01-02 10:00:00,\n"
    decisions.path.write_text(theirs)
    with pytest.raises(ScvError, match="changed by somebody else"):
        decisions.append("must_link", "a:1", "a:2", "Jo", MORNING, "")
    assert decisions.path.read_text() == theirs


def test_a_file_that_cannot_be_written_is_left_alone(decisions: DecisionFile, monkeypatch: pytest.MonkeyPatch) -> None:
    before = decisions.path.read_text()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ScvError, match="can't be written"):
        decisions.append("must_link", "a:1", "a:2", "Jo", MORNING, "")
    assert decisions.path.read_text() == before
    assert [path.name for path in decisions.path.parent.iterdir()] == [decisions.path.name]


# ---- the queue ----------------------------------------------------------------------------------------------------


def test_a_queue_without_items_says_so(tmp_path: Path, demo: Build) -> None:
    with pytest.raises(ScvError, match="make build"):
        read_questions(tmp_path / "none.duckdb", 5, ())
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("create table something (x integer)")
    with pytest.raises(ScvError, match="dbt build"):
        read_questions(tmp_path / "other.duckdb", 5, ())
    everything = {question.pair for question in read_questions(demo.folder / "scv.duckdb", 10_000, ())}
    with pytest.raises(ScvError, match="is answered"):
        read_questions(demo.folder / "scv.duckdb", 5, everything)


def test_the_queue_of_the_demo_asks_what_matters(demo: Build) -> None:
    """Most valuable first, and of the first hundred questions at least a quarter would correct a mistake."""
    values = [value for (value,) in demo.rows("select value from {linkage_review_queue} order by priority")]
    assert values == sorted(values, reverse=True)
    truth = project_directory() / "data" / "demo" / "truth.csv"
    [(wrong,)] = demo.rows(f"""
        select count(*) from {{linkage_review_queue}}
        inner join read_csv('{truth}') as one on one.record_key = left_record_key
        inner join read_csv('{truth}') as other on other.record_key = right_record_key
        where priority <= 100 and (one.entity_id = other.entity_id) <> (left_pin = right_pin)
    """)
    assert wrong >= 25
