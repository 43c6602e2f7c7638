"""Precision, recall and what blocking misses, told from labels, with intervals; and the threshold that costs least.

A label of a stratum with N pairs, n of them answered, stands for N / n pairs. Totals of matches and non-matches, joined
and apart, are sums over strata (Cochran, Sampling Techniques, 1977, section 5.3), precision and recall ratios of them
(section 6.11). Where a few answers stand for many pairs, the normal approximation fails, so intervals are drawn: per
stratum a Beta posterior of the share of matches (Brown, Cai and DasGupta, Statistical Science 16, 2001), whose prior
has the mean that the model expects and, on its rarer side, the weight of one pair: right give or take its own size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from scv.linkage.calibration import BITS, shrunk_regression

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]

DRAWS = 4_000
CONFIDENCE = 0.95
RESAMPLES = 200
LINE_DEVIATIONS = np.array([2.0, 0.25])
UNCOMPARED_PROBABILITY = 0.9
LEAST_JOINED = 0.8
MOST_APART = 0.3


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
    compared = [item for item in answers if item.match_weight is not None and item.is_found]
    weights = np.array([item.match_weight for item in compared], dtype=np.float64)
    same = np.array([item.is_same for item in compared], dtype=np.float64)
    importance = _importance(compared)
    value = _crossing(weights, same, importance, cost_ratio)
    rng = np.random.default_rng(seed)
    resampled = [value]
    for _ in range(RESAMPLES if compared else 0):
        chosen = rng.integers(0, len(compared), len(compared))
        resampled.append(_crossing(weights[chosen], same[chosen], importance[chosen], cost_ratio))
    return _interval(np.array([value]), np.array(resampled))


def _importance(answers: Sequence[Answer]) -> Floats:
    """What restores the shares of joined and apart among pairs of one band of weights (see `scv.labels.answers`)."""
    strata: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for item in answers:
        strata[item.sample, item.stratum].append(item)
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for (sample, stratum), members in strata.items():
        band = sample, _band(stratum)
        pairs[band] += members[0].stratum_pairs
        counts[band] += len(members)
    bands = [(item.sample, _band(item.stratum)) for item in answers]
    return np.array(
        [
            item.stratum_pairs / len(strata[item.sample, item.stratum]) / (pairs[band] / counts[band])
            for item, band in zip(answers, bands, strict=True)
        ],
        dtype=np.float64,
    )


def _band(stratum: str) -> str:
    """The band of match weights in a stratum's name."""
    return stratum.split(", ")[1] if ", " in stratum else stratum


def _totals(answers: Sequence[Answer], rng: np.random.Generator | None, draws: int) -> Floats:
    """Pairs that are: joined matches, joined others, matches apart, others apart, matches blocking missed; x draws."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for item in answers:
        groups[item.sample, item.stratum].append(item)
        sizes[item.sample] += 1
    totals = np.zeros((5, draws))
    for (sample, _), members in sorted(groups.items()):
        pairs = members[0].stratum_pairs * sizes[sample] / len(answers)
        for part in ([item for item in members if item.is_joined], [item for item in members if not item.is_joined]):
            if part:
                matches, others = _beta(part, rng, draws) * pairs * len(part) / len(members)
                first = 0 if part[0].is_joined else 2
                totals[first] += matches
                totals[first + 1] += others
                totals[4] += 0 if part[0].is_found else matches
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


def _beta(part: list[Answer], rng: np.random.Generator | None, draws: int) -> Floats:
    """The shares of matches and of others among pairs like these: draws from the posterior, or its mean."""
    expected = _expected(part)
    prior = np.array([expected, 1 - expected]) / min(expected, 1 - expected)
    same = sum(item.is_same for item in part)
    shape = prior + np.array([same, len(part) - same])
    matches = np.full(draws, shape[0] / shape.sum()) if rng is None else rng.beta(shape[0], shape[1], draws)
    return np.stack([matches, 1 - matches])


def _expected(part: list[Answer]) -> float:
    """The share of matches that the linkage expects: by the weights, and by what the clusters made of them."""
    weights = [item.match_weight for item in part if item.match_weight is not None]
    known = [1 / (1 + 2.0 ** -min(max(weight, -60.0), 60.0)) for weight in weights]
    share = float(np.mean(known)) if known else UNCOMPARED_PROBABILITY
    share = max(share, LEAST_JOINED) if part[0].is_joined else min(share, MOST_APART)
    return min(max(share, 1e-9), 1 - 1e-9)


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part of whole; of nothing, all."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 1.0)


def _interval(value: Floats, drawn: Floats) -> Estimate:
    """The value with the central interval of the draws."""
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Estimate(float(value[0]), float(min(low, value[0])), float(max(high, value[0])))


def _crossing(weights: Floats, same: Floats, importance: Floats, cost_ratio: float) -> float:
    """Where the odds of a match, by weight, reach the cost ratio; bits."""
    rows = np.column_stack([np.ones(len(weights)), weights])
    start, slope = shrunk_regression(rows, same, importance, weights * BITS, LINE_DEVIATIONS * BITS) / BITS
    return float((np.log2(cost_ratio) - start) / max(1 + slope, 0.05))
