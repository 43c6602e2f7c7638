"""Precision and recall that labels tell: of customers as they are, and were pairs to join at one weight or another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa

from scv.labels.estimates import Answer, estimate
from scv.workbench import Relation, workbench

LOWEST, HIGHEST = -10, 20
MEASURES = ("precision", "recall", "f1", "missed_by_blocking")
BOUNDS = ("", "_low", "_high")
SCHEMA = pa.schema(
    {
        "judged": pa.string(),
        "threshold": pa.float64(),
        "label_count": pa.int64(),
        **{measure + bound: pa.float64() for measure in MEASURES for bound in BOUNDS},
    }
)


def accuracy_by_threshold(labelled: Relation, join_weight: float) -> pa.Table:
    """One row for customers, one per whole weight from `LOWEST` to `HIGHEST`, one for the weight that joins.

    `labelled` are the pairs with an answer: sample_id, stratum, stratum_pairs, is_same and is_together (1 or 0),
    match_weight (null for pairs that were never compared, which join at no weight). The columns are those of `SCHEMA`,
    `judged` is `customers` or `pairs`, shares come with their bounds of 95 per cent (`scv.labels.estimates`). Without
    labels there is no row.
    """
    with workbench(labelled=labelled) as connection:
        found = connection.execute("""
            select sample_id, stratum, stratum_pairs, is_same, is_together, match_weight from labelled
            order by fingerprint_id_l, fingerprint_id_r
        """).fetchall()
    answers = [_answer(row) for row in found]
    thresholds = sorted({*map(float, range(LOWEST, HIGHEST + 1)), join_weight}) if answers else []
    rows = [_row(answers, "customers", None)] if answers else []
    for threshold in thresholds:
        judged = [replace(item, is_joined=_joins(item, threshold)) for item in answers]
        rows.append(_row(judged, "pairs", threshold))
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _answer(row: tuple[Any, ...]) -> Answer:
    """A label from its row."""
    sample, stratum, pairs, same, together, weight = row
    is_found = not str(stratum).startswith("missed")
    return Answer(str(sample), str(stratum), float(pairs), bool(same), bool(together), weight, is_found)


def _row(answers: list[Answer], judged: str, threshold: float | None) -> dict[str, Any]:
    told = estimate(answers)
    row: dict[str, Any] = {"judged": judged, "threshold": threshold, "label_count": told.labels}
    for measure in MEASURES:
        share = getattr(told, measure)
        row |= {measure: share.value, f"{measure}_low": share.low, f"{measure}_high": share.high}
    return row


def _joins(answer: Answer, threshold: float) -> bool:
    return answer.is_found and answer.match_weight is not None and answer.match_weight >= threshold
