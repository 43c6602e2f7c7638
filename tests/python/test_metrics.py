"""Precision and recall are counted right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scv.diagnostics.metrics import Accuracy, Agreement, measure


def judge(assigned: Sequence[str], entities: Sequence[str]) -> Accuracy:
    """Measure a clustering given as one label per record."""
    with duckdb.connect() as connection:
        connection.execute("create table assigned (record_key varchar, pin varchar)")
        connection.execute("create table truth (record_key varchar, entity_id varchar)")
        for key, (pin, entity) in enumerate(zip(assigned, entities, strict=True)):
            connection.execute("insert into assigned values (?, ?)", [str(key), pin])
            connection.execute("insert into truth values (?, ?)", [str(key), entity])
        return measure(connection, "assigned", "truth")


def test_a_case_counted_by_hand() -> None:
    # Clusters {1 2 3} {4 5}; entities {1 2} {3 4 5}. Pairs found 4, true 4, in both 2: (1 2), (4 5).
    # B-cubed precision: records 1 and 2 2/3 each, 3 1/3, 4 and 5 1 each; recall likewise mirrored.
    accuracy = judge("aaabb", "xxyyy")

    assert (accuracy.records, accuracy.clusters, accuracy.entities) == (5, 2, 2)
    assert (accuracy.pairs_found, accuracy.pairs_true, accuracy.pairs_correct) == (4, 4, 2)
    assert accuracy.pairwise == Agreement(0.5, 0.5, 0.5)
    assert accuracy.b_cubed.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert accuracy.b_cubed.recall == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)


def test_the_truth_itself_is_perfect() -> None:
    accuracy = judge("abbcc", "uvvww")

    assert accuracy.pairwise == accuracy.b_cubed == Agreement(1.0, 1.0, 1.0)


def test_records_left_alone_are_precise_and_found_nothing() -> None:
    accuracy = judge("abcd", "xxyy")

    assert accuracy.pairwise == Agreement(1.0, 0.0, 0.0)
    assert (accuracy.b_cubed.precision, accuracy.b_cubed.recall) == (1.0, 0.5)
    assert accuracy.b_cubed.f1 == pytest.approx(2 / 3)


def test_records_that_the_truth_lacks_are_not_judged() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table assigned as select 'r1' as record_key, 'p1' as pin")
        connection.execute("create table truth as select 'r2' as record_key, 'e1' as entity_id")
        assert measure(connection, "assigned", "truth").records == 0


labels = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(labels)
def test_measures_equal_those_counted_pair_by_pair(records: list[tuple[str, str]]) -> None:
    accuracy = judge([pin for pin, _ in records], [entity for _, entity in records])

    found = {pair for pair in combinations(range(len(records)), 2) if same(records, pair, 0)}
    true = {pair for pair in combinations(range(len(records)), 2) if same(records, pair, 1)}
    assert accuracy.pairs_correct == len(found & true)
    assert accuracy.pairwise.precision == pytest.approx(share(len(found & true), len(found)))
    assert accuracy.pairwise.recall == pytest.approx(share(len(found & true), len(true)))
    assert accuracy.b_cubed.precision == pytest.approx(mean_overlap(records, 0))
    assert accuracy.b_cubed.recall == pytest.approx(mean_overlap(records, 1))


def same(records: list[tuple[str, str]], pair: tuple[int, int], side: int) -> bool:
    """Return whether two records have the same label: side 0 the cluster, 1 the entity."""
    return records[pair[0]][side] == records[pair[1]][side]


def share(part: int, whole: int) -> float:
    """Return part of whole; of nothing, all."""
    return part / whole if whole else 1.0


def mean_overlap(records: list[tuple[str, str]], side: int) -> float:
    """Return B-cubed as its definition says: record by record."""
    shares = []
    for record in records:
        group = [other for other in records if other[side] == record[side]]
        shares.append(sum(other == record for other in group) / len(group))
    return sum(shares) / len(shares)
