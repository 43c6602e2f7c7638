"""Governance on the demo: a candidate is trained, compared, rehearsed, promoted, built with, and rolled back."""

from __future__ import annotations

import csv
import json
import logging
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from builds import Build, build
from scv.governance.comparison import Comparison, compare, rehearse_model
from scv.governance.promotion import Plan, carry_out, plan_promotion, plan_rollback
from scv.project import ScvError, project_directory
from test_labels import TRUTH, scv

BUILD = (
    "--select",
    "+int_identity__pins,int_identity__comparison_forms+",
    "int_identity__decision_records",
    "int_identity__ledger_totals",
    "int_identity__earlier_runs",
    "int_identity__issued_pins",
    "linkage_models",
    "linkage_promotions",
    "--exclude-resource-type",
    "unit_test",
)


@dataclass
class Story:
    """What happened: a database before and after each step, and what the steps said."""

    folder: Path
    candidate: str
    comparison: Comparison
    plan: Plan
    promoted: Build
    rolled_back: Build
    without_stay: Build
    plan_back: Plan
    pins: dict[str, dict[str, str]]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query over the database as it is in the end."""
        with duckdb.connect(str(self.folder / "scv.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()


def pins(database: Path) -> dict[str, str]:
    """The PIN of every record."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(connection.execute("select record_key, pin from main_intermediate.int_identity__pins").fetchall())


@pytest.fixture(scope="module")
def story(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A copy of the demo through training with labels, promotion, a build, rollback and another build."""
    folder = tmp_path_factory.mktemp("governed")
    database = Path(shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb"))
    place = ("--database", str(database))
    scv("label", "--count", "150", "--answers", str(TRUTH), *place)
    scv("models", "train", "--why", "150 labels", "--by", "Jo", *place)
    seen = {"before": pins(database)}
    with duckdb.connect(str(database), read_only=True) as connection:
        [(candidate,)] = connection.execute(
            "select model_id from main_intermediate.linkage_registry where not is_promoted"
        ).fetchall()
    comparison = compare(database, project_directory(), "promoted", candidate)
    plan = plan_promotion(database, project_directory(), candidate)
    moves = ("--moves", str(folder / "moves.csv"))
    scv("models", "promote", candidate, "--why", "labels", "--by", "Jo", "--yes", *moves, *place)
    promoted = build(folder, *BUILD)
    assert promoted.failures() == []
    seen["promoted"] = pins(database)
    churn = promoted.rows("select changed_records from {pin_proposed_churn}")
    assert churn == [(plan.outcome.rehearsal.changed_records,)]
    plan_back = plan_rollback(database, project_directory())
    scv("models", "rollback", "--why", "a complaint", "--by", "Sam", "--yes", *place)
    elsewhere = Path(shutil.copy(database, tmp_path_factory.mktemp("without_stay") / "scv.duckdb"))
    rolled_back = build(folder, *BUILD)
    assert rolled_back.failures() == []
    seen["rolled back"] = pins(database)
    without_stay = build(elsewhere.parent, *BUILD[:1], "+int_identity__pins", *BUILD[2:], "--vars", "{stay_weight: 0}")
    assert without_stay.failures() == []
    seen["without stay"] = pins(elsewhere)
    return Story(folder, candidate, comparison, plan, promoted, rolled_back, without_stay, plan_back, seen)


def test_a_model_in_force_changes_nothing(story: Story) -> None:
    rehearsal = story.comparison.first.rehearsal
    assert (rehearsal.changed_records, rehearsal.new_pins, rehearsal.retired_pins) == (0, 0, 0)
    assert rehearsal.customers == len(set(story.pins["before"].values()))
    assert rehearsal.known_records == len(story.pins["before"])


def test_a_rehearsal_says_what_the_build_does(story: Story) -> None:
    """The fixture has compared the number of records; these are the records and customers themselves."""
    before, after = story.pins["before"], story.pins["promoted"]
    rehearsal = story.plan.outcome.rehearsal
    assert sum(after[key] != pin for key, pin in before.items()) == rehearsal.changed_records > 0
    with (story.folder / "moves.csv").open() as file:
        foretold = {row["record_key"]: (row["pin"], row["new_pin"]) for row in csv.DictReader(file)}
    assert foretold == {key: (pin, after[key]) for key, pin in before.items() if after[key] != pin}
    assert len(set(after.values())) == rehearsal.customers
    assert len(set(after.values()) - set(before.values())) == rehearsal.new_pins
    assert len(set(before.values()) - set(after.values())) == rehearsal.retired_pins


def test_a_rollback_brings_every_pin_back(story: Story) -> None:
    """With one threshold to join and to stay, clusters are the model's alone, and its PINs come back with them."""
    assert story.plan.outcome.rehearsal.new_pins > 0
    assert story.pins["promoted"] != story.pins["before"]
    assert story.pins["without stay"] == story.pins["before"]


def test_a_rollback_keeps_together_only_what_the_other_model_joined_above_the_weight_that_stays(story: Story) -> None:
    before, after, between = (story.pins[name] for name in ("before", "rolled back", "promoted"))
    assert sum(after[key] != pin for key, pin in between.items()) == story.plan_back.outcome.rehearsal.changed_records
    back = story.plan_back.outcome.rehearsal
    assert (back.new_pins, back.revived_pins) == (0, len(set(after.values()) - set(between.values())))
    rows = [(key, pin, after[key], between[key]) for key, pin in before.items()]
    tied = story.rows(f"""
        with told as (from (values {", ".join(map(str, rows))}) as told (record_key, before, after, between)),
        customers as (select distinct before, after, between, fingerprint_id from told
            inner join main_intermediate.int_identity__comparison_forms using (record_key))
        select l.after, l.before, r.before, max(match_weight) from main_intermediate.linkage_scored_pairs as pairs
        inner join customers as l on l.fingerprint_id = pairs.fingerprint_id_l
        inner join customers as r on r.fingerprint_id = pairs.fingerprint_id_r
        where l.before <> r.before and l.after = r.after and l.between = r.between and match_weight >= -1
        group by all order by all
    """)
    united = {pin for key, pin in after.items() if pin != before[key]}
    assert {row[0] for row in tied} == united
    assert set(before.values()) - set(after.values()) <= {pin for row in tied for pin in row[1:3]}
    assert set(after.values()) <= set(before.values())


def test_two_models_are_compared_on_the_same_pairs(story: Story) -> None:
    agreement = story.comparison.agreement
    parts = agreement.both + agreement.only_first + agreement.only_second + agreement.neither
    assert parts == agreement.pairs >= max(item.rehearsal.pairs for item in (story.comparison.first,))
    assert agreement.only_first + agreement.only_second > 0
    assert 0.9 < agreement.clusters < 1
    assert story.comparison.second.accuracy is not None
    assert story.comparison.second.accuracy.labels == 150


def test_who_when_and_why_are_kept(story: Story) -> None:
    rows = story.rows("""
        select kind, promoted_by, why, replaced_model_id is null, is_forced
        from main_stewardship.linkage_promotions order by promoted_at
    """)
    assert rows == [
        ("first", "dbt build", "There was no model yet", True, False),
        ("promotion", "Jo", "labels", False, False),
        ("rollback", "Sam", "a complaint", False, False),
    ]
    assert story.rows("""
        select trained_by, why, label_count > 100, is_promoted from main.linkage_models order by model_id
    """)[1] == ("Jo", "150 labels", True, False)


def test_a_build_never_trains_or_promotes_by_itself(story: Story) -> None:
    assert story.rows("select count(*) from main_intermediate.linkage_registry") == [(2,)]
    assert story.rows("select count(distinct model_id) from main_intermediate.linkage_scored_pairs") == [(1,)]


def test_too_much_churn_is_refused_unless_forced(story: Story, tmp_path: Path) -> None:
    database = Path(shutil.copy(story.folder / "scv.duckdb", tmp_path / "scv.duckdb"))
    plan = replace(plan_promotion(database, project_directory(), story.candidate), budget=0.0001)
    with pytest.raises(ScvError, match="Nothing was changed"):
        carry_out(database, plan, "Jo", "too much", force=False)
    in_force = "select model_id from main_intermediate.linkage_registry where is_promoted"
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(in_force).fetchall() != [(story.candidate,)]
    carry_out(database, plan, "Jo", "nonetheless", force=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(in_force).fetchall() == [(story.candidate,)]
        last = "select is_forced, why from main_stewardship.linkage_promotions order by promoted_at desc limit 1"
        assert connection.execute(last).fetchall() == [(True, "nonetheless")]


def test_what_cannot_be_done_is_said(demo: Build) -> None:
    database, project = demo.folder / "scv.duckdb", project_directory()
    with pytest.raises(ScvError, match="in force already"):
        plan_promotion(database, project, "promoted")
    with pytest.raises(ScvError, match="No model is called 'nothing'"):
        rehearse_model(database, project, "nothing")
    with pytest.raises(ScvError, match="is the first"):
        plan_rollback(database, project)


def test_a_model_card_tells_what_the_registry_knows(story: Story) -> None:
    card = story.folder / "card.md"
    scv("models", "card", story.candidate, "--out", str(card), "--database", str(story.folder / "scv.duckdb"))
    text = card.read_text()
    for told in (story.candidate, " labelled pairs", "Jo", "labels add", "| same | 0.", "recall"):
        assert told in text
    assert "a complaint" not in text


def test_the_exported_model_scores_the_same_in_plain_splink(story: Story) -> None:
    """Without the third class, which Splink has no form for: that is taken off both."""
    out, folder = story.folder / "model.json", story.folder / "frequencies"
    place = ("--database", str(story.folder / "scv.duckdb"))
    scv("models", "export", "--out", str(out), "--frequencies", str(folder), *place)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{story.folder / 'scv.duckdb'}' as built (read_only)")
        connection.execute("create table people as from built.main_intermediate.int_identity__fingerprints")
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register("people"), json.loads(out.read_text()), log_level=logging.ERROR)
        for path in sorted(folder.glob("*.parquet")):
            connection.execute(f"create table frequencies_{path.stem} as from '{path}'")
            linker.table_management.register_term_frequency_lookup(api.register(f"frequencies_{path.stem}"), path.stem)
        predicted = linker.inference.predict(warning_mode="never").physical_name
        pairs, difference, known = connection.execute(f"""
            select
                count(*),
                max(abs(ours.match_weight + log2(1 + pow(2.0, least(home_weight, 200))) - theirs.match_weight)),
                (
                    select count(*) from built.main_intermediate.linkage_scored_pairs
                    where fingerprint_id_l < fingerprint_id_r
                )
            from built.main_intermediate.linkage_scored_pairs as ours
            inner join {predicted} as theirs using (fingerprint_id_l, fingerprint_id_r)
        """).fetchall()[0]
    assert pairs > 0.99 * known
    assert difference < 1e-6
