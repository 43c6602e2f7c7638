"""Precision, recall and what blocking misses, told from labels, with intervals; and the threshold that costs least.

A label of a stratum with N pairs, n of them answered, stands for N / n pairs. Totals of matches and non-matches, joined
and apart, are sums over strata (Cochran, Sampling Techniques, 1977, section 5.3), precision and recall ratios of them
(section 6.11). Where a few answers stand for many pairs, the normal approximation fails, so intervals are drawn: per
stratum a Dirichlet posterior over the four outcomes, its prior worth one answer and split as the model expects (for one
stratum and even odds this is Jeffreys' interval; Brown, Cai and DasGupta, Statistical Science 16, 2001).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]

DRAWS = 4_000
CONFIDENCE = 0.95
PRIOR_ANSWERS = 1.0
UNCOMPARED_PROBABILITY = 0.9


@dataclass(frozen=True)
class Answer:
    """A label as it bears on a linkage: the answer, and whether that linkage joins the two and at what weight.

    `sample` and `stratum` say where it was drawn from, `stratum_pairs` how many pairs are there, `is_found` whether
    blocking found the pair when it was drawn.
    """

    sample: str
    stratum: str
    stratum_pairs: float
    is_same: bool
    is_joined: bool
    match_weight: float | None
    is_found: bool = True


@dataclass(frozen=True)
class Estimate:
    """A share or number, and the bounds that hold it with a confidence of `CONFIDENCE`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LabelledAccuracy:
    """What labels say of a linkage, in pairs of distinct identities.

    `missed_by_blocking` is the share of all matches that blocking never found (among pairs that agree on at least one
    attribute; see `scv.labels.frame`).
    """

    labels: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    missed_by_blocking: Estimate

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values, for JSON."""
        return asdict(self)


def estimate(answers: Sequence[Answer], seed: int = 1) -> LabelledAccuracy:
    """Precision, recall, F1 and the share that blocking misses, of the linkage that the answers speak of."""
    drawn = _totals(answers, np.random.default_rng(seed), DRAWS)
    centre = _totals(answers, None, 1)
    figures = [_interval(one, many) for one, many in zip(_figures(centre), _figures(drawn), strict=True)]
    return LabelledAccuracy(len(answers), *figures)


def recommended_threshold(answers: Sequence[Answer], cost_ratio: float, seed: int = 1) -> Estimate:
    """The match weight at which to join when a false merge costs `cost_ratio` missed ones.

    Joining pays where odds of a match exceed the cost ratio. The odds at a weight come from a logistic regression of
    the answers on the weight, drawn towards "weights are log2 odds" (a line of slope 1 through 0; standard deviations
    2 bits and 0.25), so that few labels move it little. The bounds come from resampling the answers.
    """
    weights = np.array([item.match_weight for item in answers if item.match_weight is not None], dtype=np.float64)
    same = np.array([item.is_same for item in answers if item.match_weight is not None], dtype=np.float64)
    value = _crossing(weights, same, cost_ratio)
    rng = np.random.default_rng(seed)
    resampled = [
        _crossing(weights[chosen], same[chosen], cost_ratio)
        for chosen in (rng.integers(0, len(weights), len(weights)) for _ in range(200 if len(weights) else 0))
    ]
    return _interval(np.array([value]), np.array(resampled or [value]))


def _totals(answers: Sequence[Answer], rng: np.random.Generator | None, draws: int) -> Floats:
    """Pairs that are: joined matches, joined others, matches apart, others apart, matches blocking missed; x draws."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for item in answers:
        groups[item.sample, item.stratum].append(item)
        sizes[item.sample] += 1
    totals = np.zeros((5, draws))
    for (sample, _), members in sorted(groups.items()):
        counts = np.zeros(4)
        for item in members:
            counts[2 * (not item.is_joined) + (not item.is_same)] += 1
        shape = counts + _prior(members)
        shares = (shape / shape.sum())[:, None] if rng is None else _dirichlet(shape, rng, draws)
        pairs = members[0].stratum_pairs * sizes[sample] / len(answers)
        totals[:4] += pairs * shares
        if not members[0].is_found:
            totals[4] += pairs * (shares[0] + shares[2])
    return totals


def _figures(totals: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Precision, recall, F1 and the share that blocking missed, of `_totals`."""
    hits, wrong, apart, _, missed = totals
    return (
        _ratio(hits, hits + wrong),
        _ratio(hits, hits + apart),
        _ratio(2 * hits, 2 * hits + wrong + apart),
        np.where(hits + apart > 0, missed / np.maximum(hits + apart, 1e-12), 0.0),
    )


def _prior(members: list[Answer]) -> Floats:
    """The prior of one stratum: `PRIOR_ANSWERS`, split by the model's own probability and where its pairs are."""
    weights = [item.match_weight for item in members if item.match_weight is not None]
    match = float(np.mean([1 / (1 + 2.0 ** -max(w, -60.0)) for w in weights])) if weights else UNCOMPARED_PROBABILITY
    joined = sum(item.is_joined for item in members) / len(members)
    parts = np.array([joined * match, joined * (1 - match), (1 - joined) * match, (1 - joined) * (1 - match)])
    return PRIOR_ANSWERS * parts


def _dirichlet(shape: Floats, rng: np.random.Generator, draws: int) -> Floats:
    """Draws of shares (outcomes x draws); outcomes with shape 0 never occur."""
    gammas = rng.gamma(shape[:, None], size=(len(shape), draws))
    total = gammas.sum(axis=0)
    shares: Floats = gammas / np.where(total > 0, total, 1.0)
    return shares


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part of whole; of nothing, all."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 1.0)


def _interval(value: Floats, drawn: Floats) -> Estimate:
    """The value with the central interval of the draws."""
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Estimate(float(value[0]), float(min(low, value[0])), float(max(high, value[0])))


def _crossing(weights: Floats, same: Floats, cost_ratio: float) -> float:
    """Where the odds of a match, by weight, reach the cost ratio; bits."""
    rows = np.column_stack([np.ones(len(weights)), np.clip(weights, -20, 20)])
    mean = np.array([0.0, np.log(2)])
    precision = 1 / (np.array([2.0, 0.25]) * np.log(2)) ** 2
    line = mean.copy()
    for _ in range(30):
        probability = 1 / (1 + np.exp(-np.clip(rows @ line, -30, 30)))
        slope = rows.T @ (same - probability) - precision * (line - mean)
        bend = (rows * (probability * (1 - probability))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(bend, slope)
        line = line + step
        if np.abs(step).max() < 1e-8:
            break
    return float((np.log(cost_ratio) - line[0]) / max(line[1], 0.05))
