"""A question as a steward sees it: the two side by side, with what agrees and what doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from scv.review.queue import ATTRIBUTES

if TYPE_CHECKING:
    from scv.review.queue import Question

INFORMATIVE = tuple(name for name in ATTRIBUTES if name != "recorded_at")
STYLES = {"same": "green", "differs": "bold red", "": "dim"}


def question_page(question: Question, number: int, total: int) -> Group:
    """A question: why it is asked, and a table of both sides' attributes, differences marked.

    Without PINs, which would give the linkage's own answer away, the customers are left out.
    """
    left, right = question.left, question.right
    table = Table(box=SIMPLE_HEAD, title_justify="left")
    for title in ("", left.record_key, right.record_key, ""):
        table.add_column(title, overflow="fold")
    if left.pin:
        table.add_row("customer", left.pin, right.pin, "one" if left.pin == right.pin else "two")
    for name in ATTRIBUTES:
        values = left.attributes[name], right.attributes[name]
        if any(values):
            verdict = compared(*values) if name in INFORMATIVE else ""
            style = STYLES[verdict]
            table.add_row(
                name.replace("_", " "), *(Text(value or "-", style) for value in values), Text(verdict, style)
            )
    stake = f", {question.records_at_stake:,} record{'' if question.records_at_stake == 1 else 's'} at stake"
    heading = Text(f"Question {number} of {total}{stake if question.records_at_stake else ''}", style="bold")
    return Group(Text(""), heading, Text(question.why), table)


def compared(left: str, right: str) -> str:
    """`same`, `differs`, or nothing where a value is missing; capitals and spaces don't count."""
    if not left or not right:
        return ""
    return "same" if "".join(left.split()).casefold() == "".join(right.split()).casefold() else "differs"
