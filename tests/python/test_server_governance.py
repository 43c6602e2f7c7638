"""Labels and models on a server: asked, stored, trained, compared, promoted and rolled back as on DuckDB."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scv.database import built, change
from scv.governance.promotion import plan_promotion
from scv.labels.questions import draw_sample
from scv.project import ScvError, environment, project_directory
from test_labels import TRUTH, scv

if TYPE_CHECKING:
    from builds import Build
    from scv.database import Place
    from server_builds import ServerDemo

COUNT = 60
WHY = """Jo's "labels": 100 % {better} \\ and no worse"""
UNDONE = (
    "delete from {linkage_labels}",
    "delete from {linkage_promotions} where kind <> 'first'",
    "delete from {linkage_registry} where trained_by = 'Jo'",
    "update {linkage_registry} set is_promoted = true",
)
LABELS = "left_record_key, right_record_key, answer, stratum, stratum_pairs, round(match_weight, 6), labelled_by"


@dataclass(frozen=True)
class Governed:
    """The demo after labels, a candidate and its comparison; how `scv` is told of it, and where it wrote."""

    place: Place
    options: tuple[str, ...]
    folder: Path

    def rows(self, table: str, columns: str, order: str) -> list[tuple[Any, ...]]:
        """The rows of a table."""
        with built(self.place, table) as (connection, tables):
            return connection.execute(f"select {columns} from {tables[table]} order by {order}").fetchall()

    def figures(self, file: str) -> dict[str, Any]:
        """What a command wrote as JSON."""
        read: dict[str, Any] = json.loads((self.folder / file).read_text())
        return read

    def candidate(self) -> str:
        """The model that was trained last."""
        return str(self.rows("linkage_registry", "max(model_id)", "1")[0][0])

    def govern(self) -> None:
        """Label, tell the accuracy, train, compare and promote."""
        scv("label", "--count", str(COUNT), "--answers", str(TRUTH), "--by", "Jo", *self.options)
        scv("accuracy", "--json", str(self.folder / "accuracy.json"), *self.options)
        scv("train", "--why", WHY, "--by", "Jo", *self.options)
        compared = ("--json", str(self.folder / "comparison.json"))
        scv("models", "compare", "promoted", self.candidate(), *compared, *self.options)
        moves = ("--moves", str(self.folder / "moves.csv"))
        scv("models", "promote", self.candidate(), "--why", WHY, "--by", "Jo", "--yes", *moves, *self.options)


@pytest.fixture(scope="module")
def here(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Governed:
    """On DuckDB."""
    folder = tmp_path_factory.mktemp("governed_here")
    database = Path(shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb"))
    governed = Governed(database, ("--database", str(database)), folder)
    governed.govern()
    return governed


@pytest.fixture(scope="module", params=["postgres", "redshift"])
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Governed]:
    """On each server's demo, which is as it was before in the end."""
    demo: ServerDemo = request.getfixturevalue(f"{request.param}_demo")
    folder = tmp_path_factory.mktemp(f"governed_{demo.target}")
    shutil.copy(project_directory() / "profiles.example.yml", folder / "profiles.yml")
    with environment({**demo.settings, "DBT_PROFILES_DIR": str(folder)}):
        governed = Governed(demo.credentials, ("--target", demo.target), folder)
        try:
            governed.govern()
            yield governed
        finally:
            change(demo.credentials, *UNDONE)


def test_the_same_pairs_are_asked_and_their_answers_kept_in_the_warehouse(here: Governed, there: Governed) -> None:
    ours, theirs = (place.rows("linkage_labels", LABELS, "label_id") for place in (here, there))
    assert theirs == ours
    assert len(ours) > COUNT / 2
    again = draw_sample(there.place, COUNT).questions
    assert not {item.question.pair for item in again} & {frozenset(row[:2]) for row in theirs}


def test_labels_tell_the_same_accuracy_and_threshold(here: Governed, there: Governed) -> None:
    ours, theirs = here.figures("accuracy.json"), there.figures("accuracy.json")
    for name in ("precision", "recall", "f1", "missed_by_blocking", "join_weight"):
        assert theirs[name] == pytest.approx(ours[name]), name


def test_models_are_trained_compared_and_rehearsed_alike(here: Governed, there: Governed) -> None:
    ours, theirs = here.figures("comparison.json"), there.figures("comparison.json")
    assert theirs["first"]["rehearsal"]["changed_records"] == 0
    for side in ("first", "second"):
        one, other = (replace_id(figures[side]["rehearsal"]) for figures in (ours, theirs))
        assert other == one, side
    assert theirs["agreement"] == pytest.approx(ours["agreement"], abs=1e-6)
    keys = [
        [line.split(",")[0] for line in (place.folder / "moves.csv").read_text().splitlines()]
        for place in (here, there)
    ]
    assert sorted(keys[1]) == sorted(keys[0])
    assert len(keys[0]) - 1 == ours["second"]["rehearsal"]["changed_records"] > 0


def replace_id(rehearsal: dict[str, Any]) -> dict[str, Any]:
    """A rehearsal but for the model's id, which is when it was trained."""
    return {**rehearsal, "model_id": ""}


def test_a_promotion_is_noted_with_who_and_why_and_rolled_back(there: Governed) -> None:
    candidate = there.candidate()
    registry = "model_id, trained_by, why, is_promoted, splink_settings like '%comparisons%'"
    [first, second] = there.rows("linkage_registry", registry, "model_id")
    assert (second, first[3]) == ((candidate, "Jo", WHY, True, True), False)
    promotions = "model_id, kind, promoted_by, why, replaced_model_id, known_records > 0, is_forced"
    [*_, last] = there.rows("linkage_promotions", promotions, "promoted_at, promotion_id")
    assert last == (candidate, "promotion", "Jo", WHY, first[0], True, False)
    with pytest.raises(ScvError, match="already"):
        plan_promotion(there.place, project_directory(), candidate)

    scv("models", "rollback", "--why", "a complaint", "--by", "Sam", "--yes", *there.options)

    assert [row[:1] for row in there.rows("linkage_registry", registry, "model_id") if row[3]] == [first[:1]]
    [*_, last] = there.rows("linkage_promotions", promotions, "promoted_at, promotion_id")
    assert last[:5] == (first[0], "rollback", "Sam", "a complaint", candidate)


def test_models_are_listed_with_a_card_and_an_export(there: Governed, capsys: pytest.CaptureFixture[str]) -> None:
    scv("models", "list", *there.options)
    listed = capsys.readouterr().out
    assert there.candidate() in listed
    assert "by Jo" in listed
    card, settings, frequencies = there.folder / "CARD.md", there.folder / "model.json", there.folder / "frequencies"
    scv("models", "card", there.candidate(), "--out", str(card), *there.options)
    assert f"# Linkage model {there.candidate()}" in card.read_text()
    assert "100 % {better}" in card.read_text()
    scv("models", "export", "--out", str(settings), "--frequencies", str(frequencies), *there.options)
    assert there.figures("model.json")["link_type"] == "dedupe_only"
    assert list(frequencies.glob("*.parquet"))


def test_a_change_that_fails_leaves_nothing_behind(here: Governed, there: Governed) -> None:
    with built(there.place, "linkage_labels") as (connection, tables):
        rows = connection.sql(f"select * from {tables['linkage_labels']}").to_arrow_table()
        before = len(tables)
    with pytest.raises(ScvError):
        change(there.place, "delete from {linkage_labels}", "insert into {incoming} select 1 / 0", incoming=rows)
    with built(there.place, "linkage_labels") as (connection, tables):
        assert connection.execute(f"select count(*) from {tables['linkage_labels']}").fetchall() == [(rows.num_rows,)]
        assert len(tables) == before
