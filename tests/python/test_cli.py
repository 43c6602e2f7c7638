"""The commands do what they say, and a mistake is answered with a line that helps."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scv import cli

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Build

RECORDS = """record_key,Source_System,full_name,date_of_birth,email,phone,postcode,shoe_size
r1,crm,Margaret O'Brien,02/03/1961,margaret.obrien@example.org,0113 496 0123,LS6 3AB,38
r2,web_shop,Maggie O'Brien,1961-03-02,Margaret.OBrien@Example.org,+44 113 4960123,LS6 3AB,
r3,telephone,,,,01134960123,,
r4,crm,Devinder Singh-Gill,17/11/1984,d.singhgill@example.org,,BD1 1AA,44
r5,live_chat,,,,,,
"""
TRUTH = "record_key,entity_id\nr1,margaret\nr2,margaret\nr4,devinder\nr5,someone\nr9,elsewhere\n"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Run `scv` with the arguments in this process."""
    monkeypatch.setattr(sys, "argv", ["scv", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (None, 0), ended.value.code


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a file of records and its truth."""
    (tmp_path / "records.csv").write_text(RECORDS)
    (tmp_path / "truth.csv").write_text(TRUTH)
    return tmp_path


def test_help_names_every_command() -> None:
    answer = subprocess.run([sys.executable, "-m", "scv", "--help"], capture_output=True, text=True, check=True)

    for command in ("generate", "summary", "evaluate", "review", "rebuild-pins"):
        assert command in answer.stdout


def test_help_loads_neither_dbt_nor_splink() -> None:
    check = "import sys, scv.cli; assert not {'dbt', 'splink', 'duckdb'} & set(sys.modules), 'slow start'"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_generate_writes_every_channel_and_the_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "generate", "--persons", "50", "--seed", "7", "--out", str(tmp_path / "raw"))

    assert (tmp_path / "raw" / "crm" / "supporters.csv").is_file()
    assert (tmp_path / "raw" / "truth.csv").read_text().startswith("record_key,entity_id")


def test_evaluate_judges_a_file_with_gaps_against_its_truth(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records, truth, figures, pins = (files / name for name in ("records.csv", "truth.csv", "out.json", "pins.csv"))

    run(
        monkeypatch,
        *("evaluate", str(records), "--truth", str(truth), "--json", str(figures), "--out", str(pins)),
    )

    told = json.loads(figures.read_text())
    assert told["records"]["rows"] == 5
    assert told["records"]["ignored"] == ["shoe_size"]
    assert told["without_identity"] == 1
    assert (told["not_in_truth"], told["truth_not_in_file"]) == (1, 1)
    assert told["accuracy"]["records"] == 4
    assert told["accuracy"]["pairs_true"] == 1
    assert told["accuracy"]["pairwise"]["f1"] == 1.0
    assert told["accuracy"]["b_cubed"]["f1"] == 1.0
    assert set(told["seconds"]) >= {"reading", "building", "judging", "total"}
    with_pin = dict(line.split(",")[:2] for line in pins.read_text().splitlines()[1:])
    assert with_pin["r1"] == with_pin["r2"] != with_pin["r4"]
    assert with_pin["r5"] == ""


def test_evaluate_without_a_truth_writes_the_pins_here(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)

    run(monkeypatch, "evaluate", "records.csv")

    assert (files / "pins.csv").read_text().startswith("record_key,pin,reason\n")


def test_a_mistake_is_a_line_and_not_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["scv", "evaluate", str(tmp_path / "nowhere.csv")])
    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert capsys.readouterr().err.strip().endswith("nowhere.csv.")


def test_summary_tells_what_the_demo_came_to(
    demo: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "summary", "--database", str(demo.folder / "scv.duckdb"))

    page = capsys.readouterr().out
    customers = demo.rows("select count(*) from {dim_customers}")[0][0]
    assert f"{customers:,}" in page
    for channel in ("crm", "web_shop", "telephone", "social"):
        assert channel in page
    assert "quality" not in page


def test_summary_before_a_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["scv", "summary", "--database", str(tmp_path / "none.duckdb")])
    with pytest.raises(SystemExit):
        cli.main()

    assert "make build" in capsys.readouterr().err
