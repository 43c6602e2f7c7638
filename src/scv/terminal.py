"""What the commands print: tables that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from scv.evaluate import Result
    from scv.summary import Summary


def summary_page(summary: Summary) -> Group:
    """Return the outcome of a build: a table by channel, totals, and what to try next."""
    table = Table(title="What the build made", box=SIMPLE_HEAD, title_justify="left", show_footer=True)
    headings = ("raw rows", "set aside", "records of a person", "touches unidentified")
    counts = [(row.rows, row.set_aside, row.records, row.unidentified) for row in summary.channels]
    table.add_column("channel", footer="all")
    for position, heading in enumerate(headings):
        total = sum(numbers[position] for numbers in counts)
        table.add_column(heading, justify="right", footer=_number(total))
    for row, numbers in zip(summary.channels, counts, strict=True):
        table.add_row(row.channel, *map(_number, numbers))
    totals = [
        ("customers", f"{summary.customers:,}"),
        ("records of the largest", f"{summary.largest:,} ({summary.largest_pin or 'none'})"),
        ("touches on any channel", f"{summary.interactions:,}"),
        ("web sessions of nobody known yet", f"{summary.unidentified_sessions:,}"),
    ]
    place = Text(f"Database: {summary.database}\n", no_wrap=True, overflow="ignore")
    return Group(table, two_columns("", totals), place, Text(NEXT))


NEXT = """Try next:
  . .venv/bin/activate
  dbt show --select customers_by_channel
  dbt show --inline "select * from {{ ref('dim_customers') }}" --limit 5
  scv evaluate YOUR_RECORDS.csv
"""


def evaluation_table(result: Result) -> Table:
    """Return the outcome of `scv evaluate` as a table."""
    rows = [
        ("records", f"{result.records.rows:,}"),
        ("  set aside", f"{result.rejected:,}"),
        ("  without a usable identity", f"{result.without_identity:,}"),
        ("clusters", f"{result.clusters:,}"),
        ("  largest, records", f"{result.largest_cluster:,}"),
    ]
    accuracy = result.accuracy
    if accuracy is not None:
        rows += [
            *([("labels learnt from", f"{result.labels:,}")] if result.labels else []),
            ("judged records (in the truth)", f"{accuracy.records:,}"),
            ("  entities in the truth", f"{accuracy.entities:,}"),
            ("  records not in the truth", f"{result.not_in_truth:,}"),
            ("  truth without a record", f"{result.truth_not_in_file:,}"),
        ]
        for name, measure in (("pairwise", accuracy.pairwise), ("B-cubed", accuracy.b_cubed)):
            rows += [
                (f"{name} precision", f"{measure.precision:.4f}"),
                (f"{name} recall", f"{measure.recall:.4f}"),
                (f"{name} F1", f"[bold]{measure.f1:.4f}[/bold]"),
            ]
    rows += [(name.replace("_", ": "), f"{value:.1f} s") for name, value in result.seconds.items()]
    return two_columns("What the file came to", rows)


def two_columns(title: str, rows: list[tuple[str, str]]) -> Table:
    """Return a plain table of names and values."""
    table = Table(title=title or None, box=SIMPLE_HEAD, show_header=False, title_justify="left")
    table.add_column(justify="left")
    table.add_column(justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def _number(count: int) -> str:
    """Return a number with thousands apart, and a dash for none."""
    return f"{count:,}" if count else "-"
