"""What labels teach: a correction of the match weights by level, drawn towards none.

A logistic regression of the answers on the uncorrected weight, on the doubt that a shared home took off, and on the
level of every comparison. Its prior says that the weights are right as they are (Gaussian, standard deviations below in
bits), so that a few hundred labels move what they speak of often and leave the rest. Which pairs were drawn depends on
their weight, which the regression knows, and on whether they were joined, which it doesn't: so labels get an importance
that restores, among pairs of like weight, the shares of those joined and those apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import duckdb

Floats = npt.NDArray[np.float64]

INTERCEPT_DEVIATION = 1.0
SLOPE_DEVIATION = 0.1
HOME_DEVIATION = 0.2
LEVEL_DEVIATION = 1.5
WEIGHT_RANGE = 30.0
BITS = float(np.log(2))


@dataclass(frozen=True)
class Calibration:
    """A correction in bits, added to a match weight.

    `intercept`; `slope` times the weight and `home` times log2(1 + 2 ** home_weight), both within `WEIGHT_RANGE`; and
    per comparison the correction of each level, missing first, then worst to best.
    """

    intercept: float
    slope: float
    home: float
    levels: dict[str, tuple[float, ...]]

    def expression(self, weight: str, doubt: str, level: str) -> str:
        """SQL of the corrected weight; `level` has {} for a comparison, `doubt` is log2(1 + 2 ** home_weight)."""
        terms = [
            weight,
            repr(self.intercept),
            f"{self.slope!r} * greatest(-{WEIGHT_RANGE}, least({WEIGHT_RANGE}, {weight}))",
            f"{self.home!r} * least({WEIGHT_RANGE}, {doubt})",
        ]
        for name, values in self.levels.items():
            branches = [f"when {number} then {value!r}" for number, value in enumerate(values, start=-1) if value]
            if branches:
                terms.append(f"(case {level.format(name)} {' '.join(branches)} else 0 end)")
        return " + ".join(terms)


def calibrated(
    weights: Floats,
    doubts: Floats,
    levels: dict[str, npt.NDArray[np.int8]],
    same: Floats,
    importance: Floats,
    sizes: dict[str, int],
) -> Calibration:
    """The correction after the labels: one entry per label in every array.

    `levels` are the level numbers by comparison (-1 missing), `sizes` how many scored levels each comparison has,
    `importance` how much a label counts.
    """
    columns = [np.ones(len(same)), np.clip(weights, -WEIGHT_RANGE, WEIGHT_RANGE), np.minimum(doubts, WEIGHT_RANGE)]
    deviations = [INTERCEPT_DEVIATION, SLOPE_DEVIATION, HOME_DEVIATION]
    for name, size in sizes.items():
        for number in range(-1, size):
            columns.append((levels[name] == number).astype(np.float64))
            deviations.append(LEVEL_DEVIATION)
    rows = np.column_stack(columns)
    found = shrunk_regression(rows, same, importance, weights * BITS, np.array(deviations) * BITS) / BITS
    intercept, slope, home, *rest = (float(value) for value in found)
    by_level: dict[str, tuple[float, ...]] = {}
    for name, size in sizes.items():
        by_level[name], rest = tuple(rest[: size + 1]), rest[size + 1 :]
    return Calibration(intercept, slope, home, by_level)


def shrunk_regression(rows: Floats, same: Floats, importance: Floats, offset: Floats, deviations: Floats) -> Floats:
    """The coefficients of a weighted logistic regression on top of an offset, each with a Gaussian prior around 0.

    Newton's method, a step halved until it gains; the posterior is log-concave, so what is found is its one maximum.
    """
    precision = 1 / deviations**2

    def loss(at: Floats) -> float:
        log_odds = offset + rows @ at
        surprise = np.logaddexp(0, log_odds) - same * log_odds
        return float(importance @ surprise + (precision * at**2).sum() / 2)

    coefficients: Floats = np.zeros(rows.shape[1])
    for _ in range(100):
        probability = 1 / (1 + np.exp(-np.clip(offset + rows @ coefficients, -500, 500)))
        slope = rows.T @ (importance * (same - probability)) - precision * coefficients
        bend = (rows * (importance * probability * (1 - probability))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(bend, slope)
        before = loss(coefficients)
        while np.abs(step).max() > 1e-9 and loss(coefficients + step) > before:
            step = step / 2
        coefficients = coefficients + step
        if np.abs(step).max() <= 1e-9:
            break
    return coefficients


def calibration_of(connection: duckdb.DuckDBPyConnection, sizes: dict[str, int]) -> tuple[Calibration, int]:
    """The correction that the table `labelled_pairs` teaches, and how many labels there were.

    `sizes` as in `calibrated`. Reads `labelled_pairs` (fingerprint_id_l, fingerprint_id_r, is_same, importance) and
    `scored_pairs`, scored without a correction. Labels without importance are passed over.
    """
    listed = ", ".join(f"{name}_level" for name in sizes)
    table = connection.sql(f"""
        select
            match_weight, log2(1 + pow(2.0, least(home_weight, 200.0))) as doubt,
            cast(is_same as double) as is_same, importance, {listed}
        from scored_pairs inner join labelled_pairs using (fingerprint_id_l, fingerprint_id_r)
        where importance is not null
        order by fingerprint_id_l, fingerprint_id_r
    """).to_arrow_table()
    names = ("match_weight", "doubt", "is_same", "importance")
    weights, doubts, same, importance = (table.column(name).to_numpy() for name in names)
    levels = {name: table.column(f"{name}_level").to_numpy() for name in sizes}
    return calibrated(weights, doubts, levels, same, importance, sizes), len(same)
