"""Precision and recall that labels tell, were pairs to join at one weight or another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa

from scv.labels.estimates import Answer, estimate
from scv.workbench import Relation, workbench

LOWEST, HIGHEST = -10, 20
MEASURES = ("precision", "recall", "f1")
BOUNDS = ("", "_low", "_high")
SCHEMA = pa.schema(
    {
        "threshold": pa.float64(),
        "label_count": pa.int64(),
        **{measure + bound: pa.float64() for measure in MEASURES for bound in BOUNDS},
    }
)


def accuracy_by_threshold(labelled: Relation, join_weight: float) -> pa.Table:
    """One row per whole weight from `LOWEST` to `HIGHEST`, and one for the weight that joins; none without labels.

    `labelled` are the pairs with an answer: sample_id, stratum, stratum_pairs, is_same (1 or 0), match_weight (null for
    pairs that were never compared, which join at no weight). The columns are those of `SCHEMA`, shares with their
    bounds of 95 per cent (`scv.labels.estimates`).
    """
    with workbench(labelled=labelled) as connection:
        found = connection.execute("""
            select sample_id, stratum, stratum_pairs, is_same, match_weight from labelled
            order by fingerprint_id_l, fingerprint_id_r
        """).fetchall()
    answers = [_answer(row) for row in found]
    thresholds = sorted({*map(float, range(LOWEST, HIGHEST + 1)), join_weight}) if answers else []
    return pa.Table.from_pylist([_row(answers, threshold) for threshold in thresholds], schema=SCHEMA)


def _answer(row: tuple[Any, ...]) -> Answer:
    """A label from its row."""
    sample, stratum, pairs, same, weight = row
    is_found = not str(stratum).startswith("missed")
    return Answer(str(sample), str(stratum), float(pairs), bool(same), False, weight, is_found)


def _row(answers: list[Answer], threshold: float) -> dict[str, Any]:
    judged = [replace(item, is_joined=_joins(item, threshold)) for item in answers]
    told = estimate(judged)
    row: dict[str, Any] = {"threshold": threshold, "label_count": told.labels}
    for measure in MEASURES:
        share = getattr(told, measure)
        row |= {measure: share.value, f"{measure}_low": share.low, f"{measure}_high": share.high}
    return row


def _joins(answer: Answer, threshold: float) -> bool:
    return answer.is_found and answer.match_weight is not None and answer.match_weight >= threshold
