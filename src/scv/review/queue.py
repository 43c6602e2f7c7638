"""The questions of `linkage_review_queue`, as the last build left them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scv.database import Place, built, name_of
from scv.project import ScvError

ATTRIBUTES = (
    "name",
    "date_of_birth",
    "email",
    "phone",
    "address_line_1",
    "town",
    "postcode",
    "account_id",
    "membership_no",
    "loyalty_no",
    "social_handle",
    "recorded_at",
)


@dataclass(frozen=True)
class Side:
    """One of the two: its customer's PIN, the record that stands for it, and the record's attributes as text."""

    pin: str
    record_key: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Question:
    """Are these two one person? And why that is asked, with how many records hang on it."""

    why: str
    records_at_stake: int
    left: Side
    right: Side

    @property
    def pair(self) -> frozenset[str]:
        """The two record keys, whichever is left."""
        return frozenset((self.left.record_key, self.right.record_key))


def read_questions(place: Place, limit: int, answered: Collection[frozenset[str]]) -> list[Question]:
    """The most valuable questions of a build, `limit` at most, without those whose records are `answered`.

    Raises ScvError when there is no build to read, or nothing left to ask.
    """
    sides = [
        f"cast({side}_{name} as varchar)" for side in ("left", "right") for name in ("pin", "record_key", *ATTRIBUTES)
    ]
    with built(place, "linkage_review_queue") as (connection, tables):
        rows = connection.execute(
            f"select why, records_at_stake, {', '.join(sides)} from {tables['linkage_review_queue']} order by priority"
        ).fetchall()
    questions = [_question(row) for row in rows]
    waiting = [question for question in questions if question.pair not in answered]
    if not waiting and questions:
        raise ScvError("All that was asked is answered: the next `dbt build` uses it, and may ask more.")
    if not waiting:
        raise ScvError(f"Nothing to settle: the review queue of {name_of(place)} is empty.")
    return waiting[:limit]


def _question(row: tuple[object, ...]) -> Question:
    """A question from a row of the queue: why, records_at_stake, then the columns of either side."""
    half = 2 + (len(row) - 2) // 2
    return Question(str(row[0]), int(str(row[1])), _side(row[2:half]), _side(row[half:]))


def _side(values: tuple[object, ...]) -> Side:
    """One side from its columns: PIN, record key and attributes."""
    pin, record_key, *attributes = ("" if value is None else str(value) for value in values)
    return Side(pin, record_key, dict(zip(ATTRIBUTES, attributes, strict=True)))
