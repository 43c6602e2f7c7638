"""What the commands print: tables that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from scv.evaluate import Result


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
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, box=SIMPLE_HEAD, show_header=False, title_justify="left")
    table.add_column(justify="left")
    table.add_column(justify="right")
    for row in rows:
        table.add_row(*row)
    return table
