"""`scv report` in a real browser: it draws, the console is silent, nothing leaves it, its numbers are the tables'."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from browser import Page, find_browser
from builds import Build
from scv.diagnostics.reader import built_linkage
from scv.diagnostics.report import write_report
from scv.governance.registry import Promotion, add_model, promote
from scv.linkage.registry import registry_row

BROWSER = find_browser()
needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on the path: apt-get install chromium, or name one in SCV_CHROMIUM"
)


@pytest.fixture(scope="module")
def report(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the demo."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_report(demo.folder / "scv.duckdb", file)
    return file


@pytest.fixture(scope="module")
def page(report: Path) -> Iterator[Page]:
    """The report in a browser."""
    assert BROWSER
    with Page(BROWSER) as shown:
        shown.open(report)
        yield shown


def number(text: str) -> int:
    return int(text.replace(",", ""))


def marks(page: Page, chart: str, field: str) -> float:
    """The sum of a field over the rows that a chart was drawn from."""
    total: float = page.value(f"page.views['{chart}'].data('rows').reduce((sum, row) => sum + row['{field}'], 0)")
    return total


@needs_browser
def test_every_chart_is_drawn_and_the_console_is_silent(page: Page) -> None:
    charts = page.value(
        "[...document.querySelectorAll('.chart')].map((node) => node.querySelectorAll('svg path').length)"
    )

    assert len(charts) > 20
    assert min(charts) > 0
    assert page.value("page.errors") == []
    assert page.messages == []


@needs_browser
def test_headline_figures_are_those_of_the_last_run(page: Page, demo: Build) -> None:
    shown: dict[str, str] = page.value(
        """Object.fromEntries(
            [...document.querySelectorAll('[data-figure]')].map((node) => [node.dataset.figure, node.textContent])
        )"""
    )
    columns = sorted(shown.keys() - {"seconds"})

    (kept,) = demo.rows(f"select {', '.join(columns)} from {{linkage_runs}}")
    assert len(columns) >= 8
    assert {name: number(shown[name]) for name in columns} == dict(zip(columns, kept, strict=True))


@needs_browser
@pytest.mark.parametrize(
    ("chart", "field", "query"),
    [
        ("score_histogram", "pair_count", "select count(*) from {linkage_scored_pairs} where match_weight is not null"),
        ("cluster_sizes", "customers", "select count(*) from {dim_customers}"),
        ("cluster_sizes", "records_in_all", "select count(*) from {bridge_customers_x_records}"),
        ("blocking_chart", "marginal_pair_count", "select sum(pair_count) from {linkage_score_distribution}"),
        ("blocking_chart", "joining_pair_count", "select sum(joining_count) from {linkage_score_distribution}"),
        ("completeness_chart", "filled_count", "select sum(filled_count) from {linkage_completeness}"),
        ("channel_matrix", "shared_customer_count", "select sum(shared_customer_count) from {linkage_channel_links}"),
    ],
    ids=lambda value: value if isinstance(value, str) and "select" not in value else "",
)
def test_what_a_chart_draws_adds_up_to_the_tables(page: Page, demo: Build, chart: str, field: str, query: str) -> None:
    drawn = marks(page, chart, field)

    assert drawn == demo.rows(query)[0][0]


@needs_browser
def test_a_waterfall_ends_at_the_weight_that_the_build_gave_the_pair(page: Page, demo: Build) -> None:
    weights = [
        round(row[0], 4) for row in demo.rows("select match_weight from {linkage_scored_pairs}") if row[0] is not None
    ]
    falls: list[dict[str, Any]] = page.value("data.waterfalls")

    assert len(falls) > 6
    for fall in falls:
        *parts, total = fall["rows"]
        assert round(fall["weight"], 4) in weights
        assert sum(part["weight"] for part in parts) == pytest.approx(fall["weight"], abs=0.06)
        assert total["end"] == pytest.approx(fall["weight"])


@needs_browser
def test_another_waterfall_is_drawn_when_it_is_chosen(page: Page) -> None:
    before = page.value("document.querySelector('#waterfall svg').outerHTML")
    page.value("document.querySelector('.waterfall .after').click()")
    page.value("new Promise((done) => setTimeout(done, 500))")

    assert page.value("document.querySelector('#waterfall svg').outerHTML") != before


@needs_browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(report: Path, dark: bool) -> None:
    assert BROWSER
    with Page(BROWSER, width=390, dark=dark) as phone:
        phone.open(report)

        assert phone.value("document.documentElement.dataset.theme") == ("dark" if dark else "light")
        assert phone.value("document.documentElement.scrollWidth") <= 390
        widest = phone.value(
            """Math.max(
                ...[...document.querySelectorAll('.chart svg')].map((node) => node.getBoundingClientRect().right)
            )"""
        )
        assert widest <= 390
        assert phone.messages == []


def test_personal_data_is_masked_unless_it_is_asked_for(report: Path, demo: Build, tmp_path: Path) -> None:
    text = report.read_text(encoding="utf-8")
    told = {
        str(value)
        for column in ("email", "phone", "date_of_birth", "surname", "account_id", "loyalty_no", "membership_no")
        for (value,) in demo.rows(
            f"select distinct {column} from {{int_identity__fingerprints}} where length({column}) > 5"
        )
    }
    shown = text[text.index("<body") : text.index('id="page-charts"')]
    words = set(re.findall(r"[\w.@+-]{6,}", shown.lower()))
    allowed = {"length", "number"}
    assert not {value for value in told if value.lower() in words} - allowed

    write_report(demo.folder / "scv.duckdb", tmp_path / "open.html", show_personal_data=True)
    assert set(re.findall(r"[\w.@+-]{6,}", (tmp_path / "open.html").read_text(encoding="utf-8").lower())) & told


def test_until_the_next_build_all_is_told_of_the_model_that_scored(demo: Build, tmp_path: Path) -> None:
    """A model that was promoted since has weighed nothing yet."""
    database = Path(shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb"))
    with built_linkage(database) as before:
        [(left, right)] = before.rows("select fingerprint_id_l, fingerprint_id_r from {linkage_edges} limit 1")
        [weighed] = before.weigh([(left, right)]).values()
    other = replace(before.model, match_probability=before.model.match_probability / 1000)
    add_model(database, registry_row(other, datetime(2099, 1, 1), "Jo", "to see", 1))
    promote(database, Promotion("20990101T000000", "promotion", datetime(2099, 1, 1), "Jo", "", None, 1, 0, False))

    with built_linkage(database) as linkage:
        assert linkage.model_id == before.model_id
        assert list(linkage.weigh([(left, right)]).values()) == [weighed]
    write_report(database, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Match weights of surname" in page
    assert f"Model <b>{before.model_id}</b> was trained by dbt build" in page
    assert "The next build scores with 20990101T000000" in page
