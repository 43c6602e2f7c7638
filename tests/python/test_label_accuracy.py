"""Labels tell precision and recall by threshold, in a table and in the report."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from browser import Page, find_browser
from builds import Build, build
from scv import cli
from scv.diagnostics.label_accuracy import HIGHEST, LOWEST, MEASURES, accuracy_by_threshold
from scv.diagnostics.report import write_report
from scv.project import project_directory
from test_labels import scv

COLUMNS = (
    "fingerprint_id_l",
    "fingerprint_id_r",
    "sample_id",
    "stratum",
    "stratum_pairs",
    "is_same",
    "is_together",
    "match_weight",
)

# Twenty answers of one kind leave a little doubt: the interval ends that close to 1.
CERTAINTY = 1e-4


class Labels:
    """What `dbt.ref` gives, of rows written out."""

    def __init__(self, *rows: tuple[object, ...]) -> None:
        """Keep the rows: stratum, stratum_pairs, is_same, is_together, match_weight."""
        self.rows = [(number, number + 1, "one", *row) for number, row in enumerate(rows)]

    def to_arrow_table(self) -> pa.Table:
        """Return all rows."""
        numbers = (pa.int64(), pa.int64(), pa.int64(), pa.float64())
        types = (pa.int64(), pa.int64(), pa.string(), pa.string(), *numbers)
        schema = pa.schema(list(zip(COLUMNS, types, strict=True)))
        return pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in self.rows], schema=schema)


def test_without_labels_there_is_nothing_to_tell() -> None:
    assert accuracy_by_threshold(Labels(), 0.0).num_rows == 0


def test_a_higher_line_loses_matches_and_never_gains_any() -> None:
    high = [("found, high", 1000, 1, 1, 12.0)] * 20
    low = [("found, low", 1000, 1, 1, 3.0)] * 10 + [("found, low", 1000, 0, 0, 3.0)] * 10
    customers, *rows = accuracy_by_threshold(Labels(*high, *low), 0.5).to_pylist()

    assert (customers["judged"], customers["threshold"]) == ("customers", None)
    assert customers["precision"] > 0.95
    assert customers["recall"] > 0.95
    assert {row["judged"] for row in rows} == {"pairs"}
    assert [row["threshold"] for row in rows] == sorted([*map(float, range(LOWEST, HIGHEST + 1)), 0.5])
    recalls = [row["recall"] for row in rows]
    assert recalls == sorted(recalls, reverse=True)
    at = {row["threshold"]: row for row in rows}
    for threshold, precision, recall in ((0.5, 0.75, 1.0), (5.0, 1.0, 2 / 3)):
        row = at[threshold]
        assert row["precision_low"] <= precision <= row["precision_high"] + CERTAINTY
        assert row["recall_low"] <= recall <= row["recall_high"] + CERTAINTY
    assert at[0.5]["precision"] < at[5.0]["precision"]
    assert at[0.5]["recall"] > at[5.0]["recall"]
    for row in rows:
        for measure in MEASURES:
            assert 0 <= row[f"{measure}_low"] <= row[measure] <= row[f"{measure}_high"] <= 1


@pytest.fixture
def labelled(demo: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """The demo with 80 labels, answered from its truth, and the figures that follow from them."""
    database = tmp_path / "scv.duckdb"
    shutil.copy(demo.folder / "scv.duckdb", database)
    truth = project_directory() / "data" / "demo" / "truth.csv"
    command = ["scv", "label", "--count", "80", "--answers", str(truth), "--database", str(database)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (None, 0)
    return build(tmp_path, "--select", "linkage_label_accuracy", "linkage_accuracy")


def test_the_report_shows_what_labels_tell(labelled: Build, tmp_path: Path) -> None:
    assert labelled.failures() == []
    (now,) = labelled.rows(f"select {', '.join(MEASURES)} from {{linkage_accuracy}} where judged = 'customers'")
    (pairs,) = labelled.rows("select label_count, precision, recall from {linkage_accuracy} where is_join_weight")
    assert pairs[0] > 60
    assert min(pairs[1:]) > 0.5
    assert now[1] >= pairs[2]
    told = io.StringIO()
    figures = tmp_path / "accuracy.json"
    with contextlib.redirect_stdout(told):
        scv("accuracy", "--json", str(figures), "--database", str(tmp_path / "scv.duckdb"))
    said = json.loads(figures.read_text())
    assert now == pytest.approx([said[measure]["value"] for measure in MEASURES])

    write_report(tmp_path / "scv.duckdb", tmp_path / "report.html")
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium on the path: apt-get install chromium, or name one in SCV_CHROMIUM")
    with Page(browser) as page:
        page.open(tmp_path / "report.html")
        assert page.value("page.views.accuracy_chart.data('rows').length") == HIGHEST - LOWEST + 1
        assert page.value("document.querySelectorAll('#accuracy_chart svg path').length") > 4
        shown = page.value("[...document.querySelectorAll('[data-accuracy]')].map((node) => node.textContent)")
        assert shown == [f"{100 * share:.1f}\N{NO-BREAK SPACE}%" for share in now]
        assert page.messages == []
