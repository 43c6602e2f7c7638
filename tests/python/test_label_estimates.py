"""What labels tell: intervals that hold the truth, a threshold that costs least, a correction drawn towards none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scv.labels.estimates import Answer, estimate, recommended_threshold
from scv.labels.sampling import allocate
from scv.linkage.calibration import BITS, Calibration, calibrated, shrunk_regression

# A population in strata: pairs, whether they were joined, the share that is one person's, and the model's weight.
POPULATION = (
    ("joined, 10 and above", 6000, True, 0.998, 12.0),
    ("joined, 2 to 5", 2500, True, 0.93, 3.5),
    ("joined, 0 to 2", 500, True, 0.75, 1.0),
    ("apart, -2 to 0", 400, False, 0.3, -1.0),
    ("apart, -10 to -5", 20_000, False, 0.01, -7.0),
    ("missed, -5 to -2", 3000, False, 0.05, -4.0),
)
TRUE_PRECISION = (6000 * 0.998 + 2500 * 0.93 + 500 * 0.75) / 9000
TRUE_RECALL = 9000 * TRUE_PRECISION / (9000 * TRUE_PRECISION + 400 * 0.3 + 20_000 * 0.01 + 3000 * 0.05)


def answers(seed: int, each: int = 30) -> list[Answer]:
    """So many labels of every stratum."""
    dice = np.random.default_rng(seed)
    return [
        Answer("one", name, pairs, bool(dice.random() < share), joined, weight, not name.startswith("missed"))
        for name, pairs, joined, share, weight in POPULATION
        for _ in range(each)
    ]


def test_intervals_hold_the_truth_nearly_always() -> None:
    estimates = [estimate(answers(seed)) for seed in range(100)]
    assert np.mean([item.precision.low <= TRUE_PRECISION <= item.precision.high for item in estimates]) >= 0.9
    assert np.mean([item.recall.low <= TRUE_RECALL <= item.recall.high for item in estimates]) >= 0.9
    assert np.mean([item.recall.value for item in estimates]) == pytest.approx(TRUE_RECALL, abs=0.01)


def test_more_labels_narrow_the_interval() -> None:
    few, many = (estimate(answers(1, each)).precision for each in (10, 200))
    assert many.high - many.low < 0.6 * (few.high - few.low)


def test_what_blocking_misses_is_told_from_pairs_outside_it() -> None:
    missed = estimate(answers(3, 200)).missed_by_blocking
    true = 3000 * 0.05 / (9000 * TRUE_PRECISION / TRUE_RECALL)
    assert missed.low <= true <= missed.high


def test_two_samples_of_one_linkage_count_by_their_size() -> None:
    first = answers(1, 40)
    second = [replace(item, sample="two") for item in answers(2, 20)]
    alone = [estimate(labels).recall.value for labels in (first, second)]
    together = estimate(first + second).recall.value
    assert min(alone) <= together <= max(alone)
    assert abs(together - alone[0]) < abs(together - alone[1])


def test_weights_that_are_log_odds_give_the_log_of_the_cost_ratio() -> None:
    dice = np.random.default_rng(1)
    weights = dice.uniform(-8, 8, 3000)
    labels = [
        Answer("one", "all", 3000, bool(dice.random() < 1 / (1 + 2.0**-weight)), weight >= 0, weight)
        for weight in weights.tolist()
    ]
    assert recommended_threshold(labels, 1).value == pytest.approx(0, abs=0.4)
    dear = recommended_threshold(labels, 8)
    assert dear.value == pytest.approx(3, abs=0.5)
    assert dear.low <= dear.value <= dear.high


def test_questions_go_where_the_doubt_is_and_every_stratum_gets_some() -> None:
    shares = allocate(np.array([1000.0, 1000.0, 1.0]), np.array([0.1, 200.0, 0.2]), 50)
    assert shares.sum() == 50
    assert shares[0] == 3
    assert shares[2] == 1
    assert shares[1] == 46


def test_no_more_is_asked_than_there_are_pairs() -> None:
    assert allocate(np.array([2.0, 3.0]), np.array([0.5, 0.5]), 50).tolist() == [2, 3]


# ---- what labels teach --------------------------------------------------------------------------------------------


def taught(level: np.ndarray, same: np.ndarray, weights: np.ndarray) -> Calibration:
    """The correction of a model with one comparison of two levels."""
    ones = np.ones(len(same))
    return calibrated(weights, np.zeros(len(same)), {"name": level.astype(np.int8)}, same, ones, {"name": 2})


def test_labels_that_the_weights_foretold_change_nothing_much() -> None:
    dice = np.random.default_rng(5)
    weights = dice.uniform(-4, 4, 400)
    same = (dice.random(400) < 1 / (1 + 2.0**-weights)).astype(float)
    correction = taught(dice.integers(-1, 2, 400), same, weights)
    assert all(abs(value) < 1 for value in (correction.intercept, *correction.levels["name"]))


def test_a_level_that_weighs_too_little_is_lifted() -> None:
    dice = np.random.default_rng(5)
    weights = dice.uniform(-4, 4, 600)
    level = dice.integers(0, 2, 600)
    same = (dice.random(600) < 1 / (1 + 2.0 ** -(weights + 3 * level))).astype(float)
    _, worst, best = taught(level, same, weights).levels["name"]
    assert best - worst > 1.5


def test_sure_weights_and_one_wrong_label_do_not_upset_the_regression() -> None:
    offset = np.array([60.0] * 50 + [-60.0] * 50 + [55.0])
    same = np.array([1.0] * 50 + [0.0] * 51)
    rows = np.column_stack([np.ones(101), np.sign(offset)])
    found = shrunk_regression(rows, same, np.ones(101), offset * BITS, np.array([1.0, 1.0]) * BITS)
    assert np.abs(found).max() < 40


def test_without_labels_nothing_is_corrected() -> None:
    empty = np.zeros(0)
    correction = taught(empty, empty, empty)
    assert (correction.intercept, correction.slope, correction.home) == (0, 0, 0)
    assert set(correction.levels["name"]) == {0}
