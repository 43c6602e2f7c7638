"""Training, blocking and scoring over a small set of fingerprints, against Splink and by hand."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from itertools import combinations
from math import log2

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from builds import Build
from scv.linkage.blocking import (
    CEILING,
    BlockingRule,
    create_blocked_pairs,
    create_candidate_pairs,
    rules_for,
)
from scv.linkage.comparisons import COMPARISONS, comparisons_for
from scv.linkage.crowded_keys import create_crowded_keys
from scv.linkage.frequencies import create_frequencies
from scv.linkage.model import LinkageModel
from scv.linkage.scoring import create_scored_pairs, register_frequencies
from scv.linkage.training import filled_columns, train


@pytest.fixture(scope="module")
def bench(demo: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with the demo's table `fingerprints`."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{demo.folder / 'scv.duckdb'}' as demo (read_only)")
        connection.execute(
            "create table fingerprints as select * from demo.main_intermediate.int_identity__fingerprints"
        )
        connection.execute("detach demo")
        yield connection


@pytest.fixture(scope="module")
def model(bench: duckdb.DuckDBPyConnection) -> LinkageModel:
    """A model trained on the demo."""
    return train(bench)


def test_the_same_fingerprints_in_another_order_give_the_same_model(
    bench: duckdb.DuckDBPyConnection, model: LinkageModel
) -> None:
    with duckdb.connect() as other:
        other.register("given", bench.sql("select * from fingerprints order by hash(fingerprint_id)").to_arrow_table())
        other.execute("create table fingerprints as select * from given")
        assert train(other).to_json() == model.to_json()


def test_a_model_is_read_back_as_it_was_written(model: LinkageModel) -> None:
    assert LinkageModel.from_json(model.to_json()) == model
    assert LinkageModel.from_json(json.dumps(json.loads(model.to_json()))) == model


def test_levels_of_every_trained_comparison_sum_to_one(model: LinkageModel) -> None:
    for values in (model.m, model.u, model.h):
        for comparison in model.comparisons:
            assert sum(values[comparison.name]) == pytest.approx(1, abs=1e-6)


def test_agreement_speaks_for_and_disagreement_against(model: LinkageModel) -> None:
    for comparison in model.comparisons:
        if comparison.is_trained:
            best, worst = (log2(model.m[comparison.name][i] / model.u[comparison.name][i]) for i in (-1, 0))
            assert best > 4, comparison.name
            assert worst < 0, comparison.name


def test_a_column_without_values_drops_out() -> None:
    assert [item.name for item in comparisons_for({"surname", "town"})] == ["surname", "location"]
    assert all("email" not in rule.columns for rule in rules_for({"surname", "town", "phone"}))


def test_candidates_are_the_pairs_that_share_a_key(bench: duckdb.DuckDBPyConnection) -> None:
    rule = BlockingRule(("surname", "postcode"), 1000)
    create_crowded_keys(bench, (rule,))
    create_blocked_pairs(bench, (rule,))
    found = set(bench.execute("select fingerprint_id_l, fingerprint_id_r from blocked_pairs").fetchall())
    rows = bench.execute(
        "select surname, postcode, list(fingerprint_id order by fingerprint_id) from fingerprints"
        " where surname is not null and postcode is not null group by all"
    ).fetchall()
    assert found == {pair for *_, members in rows for pair in combinations(members, 2)}


def test_a_crowded_key_makes_no_pairs(bench: duckdb.DuckDBPyConnection) -> None:
    rule = BlockingRule(("surname",), 2)
    create_crowded_keys(bench, (rule,))
    create_blocked_pairs(bench, (rule,))
    largest = bench.execute("""
        select max(members) from (
            select count(*) as members from fingerprints where fingerprint_id in
            (select fingerprint_id_l from blocked_pairs union select fingerprint_id_r from blocked_pairs)
            group by surname
        )
    """).fetchall()[0][0]
    assert largest == 2


def test_a_key_that_was_not_crowded_in_training_stays_until_the_ceiling(bench: duckdb.DuckDBPyConnection) -> None:
    create_crowded_keys(bench, ())
    create_blocked_pairs(bench, (BlockingRule(("surname",), 2),))
    largest = bench.execute("""
        select max(members) from (
            select count(*) as members from fingerprints where fingerprint_id in
            (select fingerprint_id_l from blocked_pairs union select fingerprint_id_r from blocked_pairs)
            group by surname
        )
    """).fetchall()[0][0]
    assert 2 < largest <= 2 * CEILING


def test_new_fingerprints_are_compared_with_all_and_no_others(
    bench: duckdb.DuckDBPyConnection, model: LinkageModel
) -> None:
    rules = rules_for(set(model.columns))
    create_crowded_keys(bench, rules)
    create_candidate_pairs(bench, rules)
    bench.execute("create or replace table every_pair as from candidate_pairs")
    bench.execute("""
        create or replace table new_fingerprints as
        select fingerprint_id from fingerprints where fingerprint_id % 10 = 0
    """)
    bench.execute("create or replace table arrivals as from fingerprints where fingerprint_id % 10 = 0")
    create_candidate_pairs(bench, rules, only_new=True)
    assert (
        bench.execute("""
        (from candidate_pairs except from every_pair) union all
        (
            select * from every_pair
            where fingerprint_id_l % 10 = 0 or fingerprint_id_r % 10 = 0
            except from candidate_pairs
        )
    """).fetchall()
        == []
    )


def test_match_weights_are_splinks_less_the_doubt_of_a_shared_home(
    bench: duckdb.DuckDBPyConnection, model: LinkageModel
) -> None:
    create_frequencies(bench, set(model.columns))
    create_candidate_pairs(bench, rules_for(set(model.columns)))
    create_scored_pairs(bench, model)
    bench.execute("""
        create or replace table blocked as
        select '0' as match_key, fingerprint_id_l as join_key_l, fingerprint_id_r as join_key_r from candidate_pairs
    """)
    api = DuckDBAPI(connection=bench)
    linker = Linker(api.register("fingerprints"), model.splink_settings(), log_level=logging.ERROR)
    register_frequencies(bench, api, linker, model)
    linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
    predicted = linker.inference.predict(warning_mode="never").physical_name
    pairs, unequal, negative_doubt = bench.execute(f"""
        select
            count(*),
            count(*) filter (
                abs(scored.match_weight - (splink.match_weight - log2(1 + pow(2.0, least(home_weight, 200))))) > 1e-6
            ),
            count(*) filter (scored.match_weight > splink.match_weight + 1e-9)
        from scored_pairs as scored
        inner join {predicted} as splink using (fingerprint_id_l, fingerprint_id_r)
    """).fetchall()[0]
    assert pairs == bench.execute("select count(*) from candidate_pairs").fetchall()[0][0]
    assert (unequal, negative_doubt) == (0, 0)


def test_missing_values_say_nothing(bench: duckdb.DuckDBPyConnection) -> None:
    columns = filled_columns(bench) | {"phone_alternative", "social_handle", "membership_no"}
    empty = ", ".join(f"cast(null as varchar) as {column}" for column in sorted(columns - {"fingerprint_id"}))
    cases = ", ".join(comparison.case_expression() for comparison in COMPARISONS)
    levels = bench.execute(f"select {cases} from (select {empty}) as l, (select {empty}) as r").fetchall()[0]
    assert set(levels) == {-1}


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("elizabeth", "stephenson"), ("stephenson", "elizabeth"), "swapped with surname"),
        (("elizabeth", "stephenson"), ("stephenson", "elizbeth"), "swapped with surname"),
        (("flynn", "weller"), ("weller", "ebony"), "in the other's surname"),
        (("flynn", "weller"), ("weller", None), "in the other's surname"),
        (("flynn", "weller"), ("ebony", "walker"), "different"),
    ],
)
def test_names_in_each_other_s_fields_are_seen(
    left: tuple[str, str], right: tuple[str, str | None], level: str
) -> None:
    forename, surname = (next(item for item in COMPARISONS if item.name == name) for name in ("forename", "surname"))
    columns = "cast(? as varchar) as forename, cast(? as varchar) as surname, forename as forename_root"
    side = f"select {columns}, null as middle_name"
    found, of_surname = duckdb.execute(
        f"select {forename.case_expression()}, {surname.case_expression()} from ({side}) as l, ({side}) as r",
        [*left, *right],
    ).fetchall()[0]
    assert found == forename.level_number(next(item for item in forename.levels if item.label == level))
    assert (of_surname == -1) == (level != "different")
