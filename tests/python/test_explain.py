"""`scv explain` says why two records are one person, or why not."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from browser import Page, find_browser
from builds import Build
from scv import cli
from scv.diagnostics.lookup import find
from scv.diagnostics.reader import built_linkage
from scv.project import ScvError, project_directory

Explain = Callable[..., str]


@pytest.fixture
def explain(demo: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    """A function that runs `scv explain` on the demo, and returns what it prints on one long line."""

    def run(*arguments: str, code: int = 0) -> str:
        database = str(demo.folder / "scv.duckdb")
        monkeypatch.setattr(sys, "argv", ["scv", "explain", *arguments, "--database", database])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert (ended.value.code or 0) == code
        printed = capsys.readouterr()
        return " ".join((printed.err if code else printed.out).split())

    return run


def pair_of(demo: Build, condition: str) -> tuple[str, str, float]:
    """Two records of the first scored pair that a condition holds for, and its weight."""
    return demo.rows(f"""
        select min(one.record_key), min(other.record_key), match_weight
        from {{linkage_scored_pairs}} as pairs
        inner join {{int_identity__comparison_forms}} as one on one.fingerprint_id = fingerprint_id_l
        inner join {{int_identity__comparison_forms}} as other on other.fingerprint_id = fingerprint_id_r
        inner join {{int_identity__clusters}} as c on c.fingerprint_id = fingerprint_id_l
        inner join {{int_identity__clusters}} as d on d.fingerprint_id = fingerprint_id_r
        where {condition}
        group by fingerprint_id_l, fingerprint_id_r, match_weight order by 1, 2 limit 1
    """)[0]


def test_a_linked_pair_is_one_person_for_reasons(demo: Build, explain: Explain) -> None:
    left, right, weight = pair_of(demo, "match_weight > 5 and c.cluster_id = d.cluster_id")
    pin = demo.rows(f"select pin from {{bridge_customers_x_records}} where record_key = '{left}'")[0][0]

    told = explain(left, right)

    assert f"One person: both have the PIN {pin}." in told
    assert f"weigh +{weight:.1f} bits" in told
    assert "because of the blocking rule" in told


def test_a_pair_below_the_line_says_how_far_and_what_is_missing(demo: Build, explain: Explain) -> None:
    left, right, weight = pair_of(demo, "match_weight between -9 and -3 and c.cluster_id <> d.cluster_id")

    told = explain(left, right)

    assert "Two people: PIN" in told
    assert f"{-weight:.1f} below the weight that joins (0)" in told
    assert "Missing on one side or both" in told


def test_records_that_no_build_compared_are_weighed_on_the_spot(demo: Build, explain: Explain) -> None:
    strangers = demo.rows("""
        select record_key from {int_identity__comparison_forms}
        where forename is not null and surname is not null and email is not null order by surname, record_key
    """)

    told = explain(strangers[0][0], strangers[-1][0])

    assert "No build compared them" in told
    assert "Against it: " in told


def test_records_of_one_fingerprint_have_nothing_to_compare(demo: Build, explain: Explain) -> None:
    left, right = demo.rows("""
        select min(record_key), max(record_key) from {int_identity__comparison_forms}
        group by fingerprint_id having count(*) > 1 order by 1 limit 1
    """)[0]

    assert "very same identity attributes" in explain(left, right)


def test_records_that_others_tie_together_show_the_way(demo: Build, explain: Explain) -> None:
    left, right = demo.rows("""
        select min(record_key), max(record_key) from {int_identity__comparison_forms}
        inner join {int_identity__clusters} using (fingerprint_id)
        where cluster_id in (select cluster_id from {linkage_clusters} where diameter >= 4)
        group by cluster_id order by 1 limit 1
    """)[0]
    farthest = explain(left, right)

    assert "One person" in farthest
    assert "The way from one to the other" in farthest or "because of the blocking rule" in farthest


def test_a_pin_names_the_link_that_it_hangs_by(demo: Build, explain: Explain) -> None:
    pin, weight, records = demo.rows("""
        select pin, weakest_link_weight, record_count from {linkage_clusters}
        where fingerprint_count between 4 and 8 and broken_rules is null and weakest_link_weight > 0
        order by weakest_link_weight, pin limit 1
    """)[0]

    told = explain(pin)

    assert f"PIN {pin}: {records:,} records" in told
    assert f"+{weight:.1f}" in told


def test_two_customers_are_explained_by_the_pair_that_is_nearest(demo: Build, explain: Explain) -> None:
    left, right, weight = pair_of(demo, "match_weight > 1 and c.cluster_id <> d.cluster_id")
    pins = [
        demo.rows(f"select pin from {{bridge_customers_x_records}} where record_key = '{key}'")[0][0]
        for key in (left, right)
    ]

    told = explain(*pins)

    assert f"Two people: PIN {pins[0]} and PIN {pins[1]}." in told
    assert "pairs were scored" in told
    assert float(told.partition("two weigh +")[2].split()[0]) >= round(weight, 1)


def test_a_pair_that_would_join_says_what_keeps_its_customers_apart(demo: Build, explain: Explain) -> None:
    left, right, weight = pair_of(demo, "match_weight > 10 and c.cluster_id <> d.cluster_id")

    told = explain(left, right)

    assert f"weigh +{weight:.1f} bits" in told
    assert "By itself the pair would join; what else there is between the two customers keeps them apart." in told
    assert "bits speak against joining them." in told
    assert "Most against it are " in told


def test_a_pin_may_be_typed_as_it_is_spoken(demo: Build, explain: Explain) -> None:
    pin = demo.rows("select min(pin) from {linkage_clusters} where fingerprint_count > 1")[0][0]

    assert explain(pin.replace("-", "").lower()) == explain(pin)


def test_a_record_that_was_set_aside_says_why(demo: Build, explain: Explain) -> None:
    key, reason = demo.rows("""
        select channel || '.' || raw_table || ':' || source_record_id, reason from {rejected_records}
        where source_record_id is not null and reason = 'test record' order by 1 limit 1
    """)[0]

    assert f"The record '{key}' was set aside and is not linked: {reason}" in explain(key, code=1)


def test_what_became_of_a_pin_is_said(demo: Build, tmp_path: Path) -> None:
    database = Path(shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb"))
    pin = demo.rows("select min(pin) from {linkage_clusters} where fingerprint_count > 1")[0][0]
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            insert into main.pin_resolutions (pin, current_pin, status, other_pins, issued_at, ended_at) values
            ('MER-GED-000', $pin, 'merged', null, now(), now()),
            ('GNE-GNE-000', null, 'retired', null, now(), timestamp '2026-03-01')
            """,
            {"pin": pin},
        )
        connection.execute("""
            insert into main.pin_assignments by name
            select * replace ('crm.gone:1' as record_key, timestamp '2026-02-03' as valid_to)
            from main.pin_assignments limit 1
        """)
    with built_linkage(database) as linkage:
        assert (find(linkage, "MER-GED-000").pin, find(linkage, "MER-GED-000").note) == (
            pin,
            f"The PIN MER-GED-000 was merged into {pin}.",
        )
        with pytest.raises(ScvError, match="retired: all its records vanished from their sources on 01 March 2026"):
            find(linkage, "GNE-GNE-000")
        with pytest.raises(ScvError, match="no longer in its source: until 03 February 2026 it had the PIN"):
            find(linkage, "crm.gone:1")
        with pytest.raises(ScvError, match="its check character does not fit"):
            find(linkage, pin[:-1] + ("0" if pin[-1] != "0" else "1"))


def test_the_examples_of_the_documents_are_explained(explain: Explain) -> None:
    root = project_directory()
    pages = [(root / page).read_text(encoding="utf-8") for page in ("README.md", "docs/diagnostics.md")]
    examples = {match for page in pages for match in re.findall(r"^scv explain ([^#\n]+)", page, re.MULTILINE)}

    assert len(examples) >= 3
    for example in examples:
        assert "PIN" in explain(*example.split())


@pytest.mark.parametrize("unknown", [("crm.supporters:none", "crm.supporters:nobody"), ("0000000",), ("crm.x:1",)])
def test_what_nobody_knows_is_answered_with_a_line(explain: Explain, unknown: tuple[str, ...]) -> None:
    assert explain(*unknown, code=1).startswith("scv: ")


@pytest.mark.skipif(find_browser() is None, reason="no Chromium on the path: apt-get install chromium")
def test_the_page_draws_the_waterfall_and_the_graph(demo: Build, explain: Explain, tmp_path: Path) -> None:
    pin = demo.rows("select pin from {linkage_clusters} where fingerprint_count = 6 order by pin limit 1")[0][0]
    explain(pin, "--html", str(tmp_path / "pin.html"))
    browser = find_browser()
    assert browser

    with Page(browser, width=390) as page:
        page.open(tmp_path / "pin.html")

        assert page.value("document.querySelectorAll('.graph circle').length") == 6
        assert page.value("document.querySelectorAll('#waterfall svg path').length") > 3
        assert page.value("document.documentElement.scrollWidth") <= 390
        assert page.messages == []
