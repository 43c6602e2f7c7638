"""`scv report`: one page about the linkage of the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scv.diagnostics.doubt import customers_in_doubt, pairs_around_the_threshold
from scv.diagnostics.figures import TABLES, read_figures
from scv.diagnostics.page import render
from scv.diagnostics.reader import Linkage, built_linkage
from scv.diagnostics.words import readable

if TYPE_CHECKING:
    from pathlib import Path

    from scv.database import Place


def write_report(place: Place, out: Path, show_personal_data: bool = False) -> None:
    """Write the report of a build as one HTML file.

    Raises ScvError when there is no build to read.
    """
    with built_linkage(place, *TABLES) as linkage:
        page = report_page(linkage, show_personal_data)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")


def report_page(linkage: Linkage, shown: bool) -> str:
    """The report as HTML; values of people are masked unless `shown`."""
    figures = read_figures(linkage, shown)
    waterfalls = pairs_around_the_threshold(linkage, shown)
    data = figures | {"waterfalls": waterfalls}
    for rows in (figures["parameters"], figures["evidence"]):
        for row in rows:
            row["comparison_name"] = readable(row["comparison"])
    names = list(dict.fromkeys(row["comparison_name"] for row in figures["parameters"]))
    heard = {row["comparison_name"] for row in figures["parameters"] if row["match_weight"]}
    speaking = [name for name in names if name in heard]
    return render(
        "report.html.j2",
        data,
        run=figures["runs"][0],
        runs=figures["runs"],
        shapes=figures["shapes"][0],
        seconds=_seconds(linkage),
        parameters={
            "join_weight": linkage.join_weight,
            "stay_weight": linkage.stay_weight,
            "edge_count": figures["runs"][0]["edge_count"],
        },
        prior=_prior(linkage),
        customers=customers_in_doubt(linkage, shown),
        waterfalls=waterfalls,
        comparisons=speaking,
        silent=[name for name in names if name not in speaking],
        source_systems=[row["source_system"] for row in figures["linked"]],
        shown=shown,
    )


def _seconds(linkage: Linkage) -> str:
    """How long the last build took up to its PINs."""
    started, finished = linkage.rows("select started_at, finished_at from {linkage_runs} order by run_id desc limit 1")[
        0
    ]
    seconds = (finished - started).total_seconds()
    return f"{seconds:.0f}\N{NO-BREAK SPACE}s" if seconds < 120 else f"{seconds / 60:.0f}\N{NO-BREAK SPACE}min"


def _prior(linkage: Linkage) -> dict[str, Any]:
    """How many pairs of fingerprints there are to one match, by the model."""
    return {"one_in": 1 / linkage.model.match_probability, "home_one_in": 1 / linkage.model.home_probability}
