"""`scv report` and `scv explain` on a server say what they say on DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from scv.diagnostics.customer import explain_customer
from scv.diagnostics.explanation import explain_pair
from scv.diagnostics.explanation_page import of_pair
from scv.diagnostics.figures import QUERIES, TABLES, read_figures
from scv.diagnostics.reader import built_linkage
from scv.diagnostics.report import report_page
from scv.diagnostics.words import reasons, verdict

if TYPE_CHECKING:
    from builds import Build
    from server_builds import ServerDemo

# What tells when a build ran is another on each.
OF_TIME = {"runs", "drift", "history", "churn"}


def comparable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with numbers rounded to what every engine's arithmetic agrees on."""
    return [
        {name: round(float(value), 6) if isinstance(value, int | float) else value for name, value in row.items()}
        for row in rows
    ]


def test_the_report_is_drawn_from_the_same_figures(demo: Build, server_demo: ServerDemo) -> None:
    with (
        built_linkage(demo.folder / "scv.duckdb", *TABLES) as here,
        built_linkage(server_demo.credentials, *TABLES) as there,
    ):
        ours, theirs = read_figures(here, shown=False), read_figures(there, shown=False)
        page = report_page(there, shown=False)

    for name in sorted(QUERIES.keys() - OF_TIME):
        assert comparable(theirs[name]) == comparable(ours[name]), name
    counts = [name for name, value in ours["runs"][0].items() if isinstance(value, int)]
    assert {name: theirs["runs"][0][name] for name in counts} == {name: ours["runs"][0][name] for name in counts}
    assert f"{ours['runs'][0]['customer_count']:,} customers" in page


def test_a_pair_and_a_customer_are_explained_alike(demo: Build, server_demo: ServerDemo) -> None:
    pairs = demo.rows("""
        select min(one.record_key), min(other.record_key) from {linkage_scored_pairs} as pairs
        inner join {int_identity__comparison_forms} as one on one.fingerprint_id = fingerprint_id_l
        inner join {int_identity__comparison_forms} as other on other.fingerprint_id = fingerprint_id_r
        where match_weight between -5 and 20 group by fingerprint_id_l, fingerprint_id_r order by 1, 2 limit 4
    """)
    with built_linkage(demo.folder / "scv.duckdb") as here, built_linkage(server_demo.credentials) as there:
        for left, right in pairs:
            ours, theirs = explain_pair(here, left, right), explain_pair(there, left, right)
            assert (verdict(theirs), reasons(theirs, True)) == (verdict(ours), reasons(ours, True))
            assert verdict(ours).split(":")[0] in of_pair(theirs, there, shown=False)
        pin = ours.left.pin
        one, other = explain_customer(here, pin), explain_customer(there, pin)
        assert [link[:2] for link in other.tree] == [link[:2] for link in one.tree]
        assert [link[2] for link in other.tree] == pytest.approx([link[2] for link in one.tree])
