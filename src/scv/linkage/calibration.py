"""What labels teach: a correction of the match weights by level, drawn towards none.

A logistic regression of the answers on the uncorrected weight, on the doubt that a shared home took off, and on the
level of every comparison. Its prior says that the weights are right as they are (Gaussian, standard deviations below in
bits), so that a few hundred labels move what they speak of often and leave the rest. Labels are drawn by what the model
knows of a pair, never by the answer, so no weighting by the chance of being drawn is needed.
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
    weights: Floats, doubts: Floats, levels: dict[str, npt.NDArray[np.int8]], same: Floats, sizes: dict[str, int]
) -> Calibration:
    """The correction after the labels: one entry per label in every array.

    `levels` are the level numbers by comparison (-1 missing), `sizes` how many scored levels each comparison has.
    """
    columns = [np.ones(len(same)), np.clip(weights, -WEIGHT_RANGE, WEIGHT_RANGE), np.minimum(doubts, WEIGHT_RANGE)]
    deviations = [INTERCEPT_DEVIATION, SLOPE_DEVIATION, HOME_DEVIATION]
    for name, size in sizes.items():
        for number in range(-1, size):
            columns.append((levels[name] == number).astype(np.float64))
            deviations.append(LEVEL_DEVIATION)
    found = shrunk_regression(np.column_stack(columns), same, weights * BITS, np.array(deviations) * BITS) / BITS
    intercept, slope, home, *rest = (float(value) for value in found)
    by_level: dict[str, tuple[float, ...]] = {}
    for name, size in sizes.items():
        by_level[name], rest = tuple(rest[: size + 1]), rest[size + 1 :]
    return Calibration(intercept, slope, home, by_level)


def shrunk_regression(rows: Floats, same: Floats, offset: Floats, deviations: Floats) -> Floats:
    """The coefficients of a logistic regression on top of an offset, each with a Gaussian prior around 0.

    Newton's method; the posterior is log-concave, so what is found is its one maximum.
    """
    precision = 1 / deviations**2
    coefficients: Floats = np.zeros(rows.shape[1])
    for _ in range(100):
        log_odds = np.clip(offset + rows @ coefficients, -30, 30)
        probability = 1 / (1 + np.exp(-log_odds))
        slope = rows.T @ (same - probability) - precision * coefficients
        bend = (rows * (probability * (1 - probability))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(bend, slope)
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-9:
            break
    return coefficients


def calibration_of(connection: duckdb.DuckDBPyConnection, sizes: dict[str, int]) -> tuple[Calibration, int]:
    """The correction that the table `labelled_pairs` teaches, and how many labels there were.

    `sizes` as in `calibrated`. Reads `labelled_pairs` (fingerprint_id_l, fingerprint_id_r, is_same) and `scored_pairs`,
    scored without a correction.
    """
    listed = ", ".join(f"{name}_level" for name in sizes)
    table = connection.sql(f"""
        select
            match_weight, log2(1 + pow(2.0, least(home_weight, 200.0))) as doubt,
            cast(is_same as double) as is_same, {listed}
        from scored_pairs inner join labelled_pairs using (fingerprint_id_l, fingerprint_id_r)
        order by fingerprint_id_l, fingerprint_id_r
    """).to_arrow_table()
    weights, doubts, same = (table.column(name).to_numpy() for name in ("match_weight", "doubt", "is_same"))
    levels = {name: table.column(f"{name}_level").to_numpy() for name in sizes}
    return calibrated(weights, doubts, levels, same, sizes), len(same)
