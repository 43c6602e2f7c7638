"""The diagnostics of the demo's build agree with each other and with what Splink says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builds import Build
from scv.diagnostics.masking import mask, mask_key
from scv.diagnostics.reader import built_linkage
from scv.linkage.scoring import LEVEL_COLUMNS


def test_partial_weights_of_an_edge_are_those_that_splink_gives_its_pair(demo: Build) -> None:
    weights = ", ".join(f"{name}_weight" for name in LEVEL_COLUMNS)
    edges = demo.rows(f"""
        select
            fingerprint_id_l, fingerprint_id_r, match_weight, prior_weight, adjustment_weight, home_penalty, {weights}
        from {{linkage_edges}} order by hash(fingerprint_id_l, fingerprint_id_r) limit 200
    """)
    with built_linkage(demo.folder / "scv.duckdb") as linkage:
        told = linkage.weigh((edge[0], edge[1]) for edge in edges)

    assert len(told) == len(edges) == 200
    for left, right, match_weight, prior, adjustment, home, *parts in edges:
        pair = told[left, right]
        assert match_weight == pytest.approx(pair.match_weight, abs=1e-6)
        assert prior == pytest.approx(pair.prior)
        assert home == pytest.approx(pair.home_penalty, abs=1e-6)
        assert adjustment == pytest.approx(sum(part.frequency_weight for part in pair.parts), abs=1e-4)
        given = {part.comparison: part.level_weight for part in pair.parts}
        for name, weight in zip(LEVEL_COLUMNS, parts, strict=True):
            assert weight == pytest.approx(given.get(name, 0.0), abs=1e-4), name


def test_partial_weights_of_every_edge_add_up_to_its_match_weight(demo: Build) -> None:
    parts = " + ".join(f"{name}_weight" for name in LEVEL_COLUMNS)
    [(edges, furthest)] = demo.rows(f"""
        select
            count(*),
            max(abs(prior_weight + {parts} + adjustment_weight - home_penalty - match_weight))
        from {{linkage_edges}}
    """)

    assert edges > 10_000
    assert furthest < 1e-6


def test_every_scored_pair_was_found_by_a_rule_whose_attributes_it_shares(demo: Build) -> None:
    pairs = demo.rows("""
        select fingerprint_id_l, fingerprint_id_r, rule from {linkage_scored_pairs}
        where fingerprint_id_l < fingerprint_id_r order by hash(fingerprint_id_r, fingerprint_id_l) limit 200
    """)
    with built_linkage(demo.folder / "scv.duckdb") as linkage:
        told = linkage.weigh((left, right) for left, right, _ in pairs)
        rules = linkage.model.blocking_rules

    by_second_number = [(left, right) for left, right, rule in pairs if rules[rule] not in told[left, right].rules]
    assert {rules[rule] for left, right, rule in pairs if (left, right) in by_second_number} <= {"phone"}
    assert len(by_second_number) < len(pairs) / 4


def test_blocking_counts_what_was_scored(demo: Build) -> None:
    rows = demo.rows(
        "select marginal_pair_count, cumulative_pair_count, pair_count from {linkage_blocking} order by rule_number"
    )
    scored = demo.rows("select count(match_weight) from {linkage_scored_pairs}")[0][0]

    assert sum(marginal for marginal, _, _ in rows) == rows[-1][1] == scored
    assert all(marginal <= found for marginal, _, found in rows)
    assert rows[0][0] == rows[0][2]


def test_unlinkables_are_all_records_in_the_end(demo: Build) -> None:
    rows = demo.rows("""
        select source_system, max(unlinkable_record_count), max(sampled_record_count)
        from {linkage_unlinkables} group by 1
    """)
    records = dict(demo.rows("select source_system, count(*) from {int_identity__records} group by 1"))

    assert {system: count for system, count, _ in rows} == records
    assert {system: count for system, _, count in rows} == records


DRIFT = ("+linkage_runs", "+linkage_drift", "the_last_run_is_within_its_bands", "--indirect-selection", "empty")


def test_a_run_with_nothing_new_stays_within_its_bands(copy_of_demo: Callable[..., Build]) -> None:
    steady = copy_of_demo("--select", *DRIFT)
    figures = steady.rows("""
        select count(*), count(previous_value), count(*) filter (change <> 0), count(breach)
        from {linkage_drift} where is_last_run
    """)

    assert steady.rows("select count(*) from {linkage_runs}") == [(2,)]
    assert figures[0][0] == figures[0][1] > 100
    assert figures[0][2:] == (0, 0)
    assert steady.failures() == []


def test_a_run_that_changes_a_lot_leaves_its_bands(demo: Build, copy_of_demo: Callable[..., Build]) -> None:
    fewer = copy_of_demo("--select", *DRIFT, "--vars", '{"channels": ["crm", "store"]}')

    assert demo.rows("select count(*) from {linkage_runs}") == [(1,)]
    assert fewer.rows("select count(*) from {linkage_runs}") == [(2,)]
    assert demo.rows("select count(*) from {linkage_drift} where breach is not null") == [(0,)]
    breaches = fewer.rows("select figure, item, breach from {linkage_drift} where is_last_run and breach is not null")
    assert ("linked_records", "crm") in {(figure, item) for figure, item, _ in breaches}
    assert ("source_records", "web_shop", "changed by more than 50 per cent") in breaches
    assert [line for line in fewer.failures() if "the_last_run_is_within_its_bands" in line]


@pytest.mark.parametrize(
    ("attribute", "value", "masked"),
    [
        ("email", "margaret.o@example.co.uk", "m•••@•••.uk"),
        ("email", "nonsense", "n•••@•••"),
        ("surname", "o'brien smith", "o••• s•••"),
        ("date_of_birth", "1950-10-22", "19•••"),
        ("postcode", "BR26QY", "BR•••"),
        ("phone", "+447424123456", "•••56"),
        ("account_id", "A12", "•••"),
        ("forename", "", ""),
    ],
)
def test_a_masked_value_shows_no_more_than_this(attribute: str, value: str, masked: str) -> None:
    assert mask(attribute, value) == masked


def test_a_masked_key_says_where_a_record_is_from_and_not_which() -> None:
    assert mask_key("store.loyalty_cards:6335003731631") == "store.loyalty_cards:•••"
