"""The table of labels in the warehouse: `linkage_labels`, made empty by the first build and written by `scv label`.

The statements are plain SQL with parameters, so that a connection to another warehouse does as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.database import place_of, writable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

COLUMNS = (
    "label_id",
    "sample_id",
    "left_record_key",
    "right_record_key",
    "answer",
    "stratum",
    "stratum_pairs",
    "match_weight",
    "model_id",
    "labelled_by",
    "labelled_at",
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
    """The labels of one database; each call is a transaction of its own, so nothing answered is lost."""

    def __init__(self, database: Path, sample_id: str, by: str) -> None:
        """Open nothing yet; `sample_id` is the sample that is asked, `by` who answers."""
        self._database = database
        self._sample_id = sample_id
        self._by = by

    def add(self, labels: Iterable[Label], at: datetime) -> int:
        """Write labels and return how many; `at` is UTC."""
        answers = list(labels)
        if not answers:
            return 0
        with writable(self._database, "linkage_labels") as connection:
            table = place_of(connection, "linkage_labels")
            start = f"{at:%Y%m%d}-{self._who()}-"
            taken = connection.execute(f"select count(*) from {table} where label_id like ?", [f"{start}%"]).fetchall()[
                0
            ][0]
            rows = [
                self._row(f"{start}{number:05}", label, at) for number, label in enumerate(answers, start=taken + 1)
            ]
            marks = ", ".join("?" for _ in COLUMNS)
            connection.begin()
            connection.executemany(f"insert into {table} ({', '.join(COLUMNS)}) values ({marks})", rows)
            connection.commit()
        return len(rows)

    def _row(self, label_id: str, label: Label, at: datetime) -> tuple[object, ...]:
        """A label as the table's columns."""
        return (
            label_id,
            self._sample_id,
            label.left_record_key,
            label.right_record_key,
            "same" if label.is_same else "different",
            label.stratum,
            label.stratum_pairs,
            label.match_weight,
            label.model_id,
            self._by,
            at,
        )

    def _who(self) -> str:
        """Who answers, fit for an id."""
        return re.sub(r"[^a-z0-9]+", "-", self._by.lower()).strip("-") or "somebody"
