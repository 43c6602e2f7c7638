"""The table of labels in the warehouse: `linkage_labels`, made empty by the first build and written by `scv label`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from scv.database import add_rows, built

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from scv.database import Place

SCHEMA = pa.schema(
    {
        "label_id": pa.string(),
        "sample_id": pa.string(),
        "left_record_key": pa.string(),
        "right_record_key": pa.string(),
        "answer": pa.string(),
        "stratum": pa.string(),
        "stratum_pairs": pa.int64(),
        "match_weight": pa.float64(),
        "model_id": pa.string(),
        "labelled_by": pa.string(),
        "labelled_at": pa.timestamp("us"),
    }
)


@dataclass(frozen=True)
class Label:
    """An answer: are the two records one person? With the stratum that the pair was drawn from."""

    left_record_key: str
    right_record_key: str
    is_same: bool
    stratum: str
    stratum_pairs: int
    match_weight: float | None
    model_id: str


class LabelStore:
    """The labels of one build; each call is a transaction of its own, so nothing answered is lost."""

    def __init__(self, place: Place, sample_id: str, by: str) -> None:
        """Open nothing yet; `sample_id` is the sample that is asked, `by` who answers."""
        self._place = place
        self._sample_id = sample_id
        self._by = by

    def add(self, labels: Iterable[Label], at: datetime) -> int:
        """Write labels and return how many; `at` is UTC."""
        answers = list(labels)
        if not answers:
            return 0
        start = f"{at:%Y%m%d}-{self._who()}-"
        taken = self._taken(start)
        rows = [self._row(f"{start}{number:05}", label, at) for number, label in enumerate(answers, start=taken + 1)]
        add_rows(self._place, "linkage_labels", pa.Table.from_pylist(rows, SCHEMA))
        return len(rows)

    def _taken(self, start: str) -> int:
        """How many labels have ids that begin so."""
        with built(self._place, "linkage_labels") as (connection, tables):
            query = f"select count(*) from {tables['linkage_labels']} where starts_with(label_id, ?)"
            return int(connection.execute(query, [start]).fetchall()[0][0])

    def _row(self, label_id: str, label: Label, at: datetime) -> dict[str, object]:
        """A label as the table's columns."""
        return {
            "label_id": label_id,
            "sample_id": self._sample_id,
            "left_record_key": label.left_record_key,
            "right_record_key": label.right_record_key,
            "answer": "same" if label.is_same else "different",
            "stratum": label.stratum,
            "stratum_pairs": label.stratum_pairs,
            "match_weight": label.match_weight,
            "model_id": label.model_id,
            "labelled_by": self._by,
            "labelled_at": at,
        }

    def _who(self) -> str:
        """Who answers, fit for an id."""
        return re.sub(r"[^a-z0-9]+", "-", self._by.lower()).strip("-") or "somebody"
