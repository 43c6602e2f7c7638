"""Labelling on the demo: what is drawn, that answers are kept, and what they say of a linkage whose truth is known."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from builds import Build, build
from scv import cli
from scv.cli_labels import accuracy
from scv.governance.registry import Promotion, add_model, promote
from scv.labels.questions import LabelQuestion, draw_sample
from scv.labels.sampling import MOST_FOR_MISSED, draw
from scv.labels.session import ask
from scv.labels.store import LabelStore
from scv.linkage.registry import NO_MODEL, registry_row
from scv.project import ScvError, project_directory
from test_review import Script

COUNT = 150
TRUTH = project_directory() / "data" / "demo" / "truth.csv"


def scv(*arguments: str) -> None:
    """Run `scv` in this process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["scv", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code in (None, 0), ended.value.code


@dataclass(frozen=True)
class Labelled:
    """A copy of the demo with labels, and the file of what `scv accuracy` says of it."""

    folder: Path
    figures: dict[str, object]

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / "scv.duckdb"

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def labelled(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    """The demo after `scv label` and `scv accuracy`."""
    folder = tmp_path_factory.mktemp("labelled")
    database = str(shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb"))
    scv("label", "--count", str(COUNT), "--answers", str(TRUTH), "--by", "Jo", "--database", database)
    scv("accuracy", "--cost-ratio", "4", "--json", str(folder / "accuracy.json"), "--database", database)
    return Labelled(folder, json.loads((folder / "accuracy.json").read_text()))


@pytest.fixture(scope="module")
def questions(demo: Build) -> list[LabelQuestion]:
    """A sample of the demo."""
    return draw_sample(demo.folder / "scv.duckdb", COUNT).questions


# ---- what is drawn ------------------------------------------------------------------------------------------------


def test_a_sample_is_drawn_again_as_it_was(demo: Build, questions: list[LabelQuestion]) -> None:
    again = draw_sample(demo.folder / "scv.duckdb", COUNT).questions
    assert [item.question.pair for item in again] == [item.question.pair for item in questions]
    other = draw_sample(demo.folder / "scv.duckdb", COUNT, seed=2).questions
    assert {item.question.pair for item in other} != {item.question.pair for item in questions}


def test_until_the_next_build_questions_are_of_the_model_that_scored(
    demo: Build, questions: list[LabelQuestion], tmp_path: Path
) -> None:
    database = Path(shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb"))
    add_model(database, registry_row(NO_MODEL, datetime(2099, 1, 1), "Jo", "to see", 1))
    promote(database, Promotion("20990101T000000", "promotion", datetime(2099, 1, 1), "Jo", "", None, 1, 0, False))
    assert [item.unanswered for item in draw_sample(database, COUNT).questions] == [
        item.unanswered for item in questions
    ]


def test_a_sample_has_every_kind_of_pair_and_none_twice(questions: list[LabelQuestion]) -> None:
    assert len({item.question.pair for item in questions}) == len(questions) == COUNT
    kinds = [item.unanswered.stratum.split(",")[0] for item in questions]
    assert {kind: kinds.count(kind) > 10 for kind in ("joined", "apart", "missed")} == {
        "joined": True,
        "apart": True,
        "missed": True,
    }
    assert len({item.unanswered.stratum for item in questions[:20]}) == 20


@pytest.mark.parametrize("seed", range(1, 7))
def test_even_few_questions_are_spread_over_the_channels(seed: int) -> None:
    """One stratum of 200 pairs, one in four of them with a shop record: so are the questions, and each is another."""
    with duckdb.connect() as connection:
        connection.execute("""
            create table frame as
            select pair as l, 1000 + pair as r, 'apart' as kind, 1.0 as match_weight, cast(1 as double) as stands_for
            from range(200) as pairs (pair);
            create table channels as
            select fingerprint_id, if(fingerprint_id < 50, 'shop', 'crm') as source_system
            from (select l as fingerprint_id from frame union all select r from frame);
            create table labelled as select l, r from frame where l % 50 = 0
        """)
        drawn = draw(connection, 24, seed)
    assert len({item.left for item in drawn}) == len(drawn) == round(24 * (1 - MOST_FOR_MISSED))
    assert sum(item.left < 50 for item in drawn) in (4, 5)
    assert not [item for item in drawn if item.left % 50 == 0]


def test_half_of_the_questions_are_open(questions: list[LabelQuestion]) -> None:
    weights = [item.unanswered.match_weight for item in questions]
    assert sum(weight is not None and abs(weight) <= 5 for weight in weights) >= COUNT / 2


def test_the_linkage_does_not_give_its_answer_away(questions: list[LabelQuestion]) -> None:
    console = Console(file=io.StringIO(), width=160)
    store = LabelStore(Path("nowhere"), "none", "Jo")
    ask(questions[:1], store, Script("q"), console)
    assert isinstance(console.file, io.StringIO)
    page = console.file.getvalue()
    assert questions[0].question.left.record_key in page
    assert "customer" not in page
    assert "stake" not in page


# ---- what is kept -------------------------------------------------------------------------------------------------


def test_each_answer_is_kept_at_once(demo: Build, questions: list[LabelQuestion], tmp_path: Path) -> None:
    database = Path(shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb"))
    store = LabelStore(database, "sample", "Jo O'Neill")
    given = ask(questions, store, Script("s", "k", "d", ""), Console(file=io.StringIO()))
    assert (given["same"], given["different"]) == (1, 1)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("""
            select left_record_key, answer, split_part(label_id, '-jo-o-neill-', 2), labelled_by
            from main_stewardship.linkage_labels order by label_id
        """).fetchall()
    assert rows == [
        (questions[0].question.left.record_key, "same", "00001", "Jo O'Neill"),
        (questions[2].question.left.record_key, "different", "00002", "Jo O'Neill"),
    ]
    asked = {frozenset(item.question.pair) for item in draw_sample(database, 500).questions}
    assert questions[0].question.pair not in asked
    assert questions[1].question.pair in asked


def test_labels_outlive_a_full_refresh(labelled: Labelled, tmp_path: Path) -> None:
    shutil.copy(labelled.database, tmp_path / "scv.duckdb")
    again = build(tmp_path, "--full-refresh", "--select", "linkage_labels", "linkage_models", "linkage_promotions")
    assert again.failures() == []
    assert again.rows("select count(*) from {linkage_labels}") == [(COUNT,)]
    assert again.rows("select count(*) from {linkage_promotions}") == [(1,)]


def test_without_labels_there_is_no_accuracy(demo: Build) -> None:
    with pytest.raises(ScvError, match="scv label"):
        accuracy(database=demo.folder / "scv.duckdb")


def test_a_database_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(ScvError, match="make build"):
        draw_sample(tmp_path / "none.duckdb", 5)


# ---- what they say ------------------------------------------------------------------------------------------------


def test_the_intervals_hold_what_the_truth_says(labelled: Labelled, demo: Build) -> None:
    """Over all pairs of distinct identities: precision of the joined, recall among those that were compared."""
    [(hits, joined, compared)] = demo.rows(f"""
        with shown as (
            select fingerprint_id, min(record_key) as record_key from {{int_identity__comparison_forms}} group by 1
        ),
        people as (
            select fingerprint_id, cluster_id, entity_id
            from shown
            inner join {{linkage_partition}} using (fingerprint_id)
            inner join read_csv('{TRUTH}') using (record_key)
        )
        select
            count(*) filter (one.cluster_id = other.cluster_id and one.entity_id = other.entity_id),
            count(*) filter (one.cluster_id = other.cluster_id),
            count(*) filter (one.entity_id = other.entity_id and (one.cluster_id = other.cluster_id or exists (
                select 1 from {{linkage_scored_pairs}}
                where fingerprint_id_l = one.fingerprint_id and fingerprint_id_r = other.fingerprint_id
            )))
        from people as one inner join people as other on one.fingerprint_id < other.fingerprint_id
    """)
    precision, recall, missed = (labelled.figures[name] for name in ("precision", "recall", "missed_by_blocking"))
    assert isinstance(precision, dict)
    assert isinstance(recall, dict)
    assert isinstance(missed, dict)
    assert precision["low"] <= hits / joined <= precision["high"]
    assert recall["low"] <= hits / compared * (1 - missed["value"]) <= recall["high"]
    assert labelled.figures["labels"] == COUNT


def test_a_dear_false_merge_asks_for_a_higher_threshold(labelled: Labelled, tmp_path: Path) -> None:
    file = tmp_path / "cheap.json"
    scv("accuracy", "--cost-ratio", "0.25", "--json", str(file), "--database", str(labelled.database))
    cheap, dear = json.loads(file.read_text())["join_weight"], labelled.figures["join_weight"]
    assert isinstance(dear, dict)
    assert cheap["value"] + 2 < dear["value"]
