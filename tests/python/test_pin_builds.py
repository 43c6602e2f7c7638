"""PINs over whole builds: refused, killed, two at once, fully refreshed, rebuilt."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from builds import Build, build
from scv import cli
from scv.project import project_directory

PIN_STEPS = (
    "--select",
    "int_identity__partition_basis+",
    "--exclude",
    "test_type:generic",
    "test_type:unit",
    "config.severity:warn",
)
TO_LEDGER = ("--select", "int_identity__partition_basis+,+pin_ledger", "--exclude-resource-type", "test", "unit_test")
HIGHER = "{join_weight: 9, stay_weight: 9, pin_churn_budget: null}"
STATE = "select record_key, pin, run_id, reason, cause, ended_run_id, ended_cause from {pin_ledger} order by all"
RUNS = "select run_id, kind, model_id, rules, issued_pins, known_records, changed_records from {pin_runs} order by all"
PARTITION = "select fingerprint_id, cluster_id, component_id, basis from {linkage_partition} order by all"
KILLS = 10


@pytest.fixture
def small(demo: Build, tmp_path: Path) -> Build:
    """A copy of the demo that tests may change."""
    shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb")
    return Build(tmp_path, demo.answer)


def only_pins(folder: Path, *options: str) -> Build:
    """Build the PINs and what follows from them."""
    return build(folder, *PIN_STEPS, *options)


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start such a build in a process of its own."""
    shutil.copy(project_directory() / "profiles.example.yml", folder / "profiles.yml")
    places = {"--profiles-dir": folder, "--target-path": folder / "target", "--log-path": folder / "logs"}
    command = [str(Path(sys.executable).with_name("dbt")), "build", *options]
    command += [str(part) for place in places.items() for part in place]
    return subprocess.Popen(
        command,
        cwd=project_directory(),
        env={**os.environ, "SCV_DUCKDB_PATH": str(folder / "scv.duckdb")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def lasting_tables(built: Build) -> dict[str, str]:
    """A digest of the rows of every table that people and BI tools read, and of the state of the PINs."""
    names = built.rows("""
        select table_name from information_schema.tables
        where
            table_schema in ('main', 'main_stewardship')
            or table_name in ('pin_ledger', 'pin_runs', 'household_ledger')
    """)
    digest = "select count(*) || ' ' || coalesce(bit_xor(hash(whole)), 0) || ' ' || coalesce(sum(hash(whole)), 0)"
    return {name: built.rows(f"{digest} from {{{name}}} as whole")[0][0] for (name,) in names}


def test_a_build_over_the_budget_leaves_pins_and_marts_as_they_were(small: Build) -> None:
    """Other thresholds, and a channel that is gone: no mart may show either."""
    before, edges = lasting_tables(small), small.rows("select count(*) from {int_identity__edges}")
    channels = "[crm, web_shop, store, telephone, email, live_chat, online_form, web_analytics, reference]"
    settings = f"{{join_weight: 9, stay_weight: 9, channels: {channels}}}"
    refused = build(small.folder, "--exclude-resource-type", "unit_test", "--vars", settings)

    assert any("no_build_changes_more_pins_than_its_budget" in failure for failure in refused.failures())
    assert refused.rows("select count(*) from {int_identity__edges}") != edges
    assert refused.rows("select count(*) from {stg_social__messages}") == [(0,)]
    assert len(before) > 60
    assert lasting_tables(refused) == before


def test_a_build_within_the_budget_tells_what_it_changed(small: Build) -> None:
    changed = only_pins(small.folder, "--vars", HIGHER)

    assert changed.failures() == []
    assert changed.rows("select distinct cause from {pin_events} where run_id = 2") == [("rule",)]
    moved, excess = changed.rows("select changed_by_rule, excess_weight from {pin_churn} where run_id = 2")[0]
    assert moved > 0
    assert excess == 0
    back = only_pins(small.folder, "--vars", "{pin_churn_budget: null}")
    assert back.failures() == []
    lost = back.rows("select count(*) from {pin_resolutions} where status = 'merged' and current_pin is not null")
    created = back.rows("select count(*) from {pin_events} where run_id = 2 and event = 'created'")
    assert lost == created != [(0,)]


def test_a_full_refresh_keeps_the_ledger(small: Build) -> None:
    before = small.rows("select * from {pin_ledger} order by all"), small.rows(RUNS)
    refreshed = only_pins(small.folder, "--full-refresh")

    assert refreshed.failures() == []
    assert (refreshed.rows("select * from {pin_ledger} order by all"), refreshed.rows(RUNS)) == before


def test_a_rebuild_says_what_it_loses_and_issues_no_pin_again(
    small: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = {pin for (pin,) in small.rows("select distinct pin from {pin_ledger}")}
    arguments = ["scv", "rebuild-pins", "--yes", "--database", str(small.folder / "scv.duckdb")]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().out
    assert f"{len(old):,} PINs" in said
    assert "0 decisions of stewards that name a PIN" in said
    households = {number for (number,) in small.rows("select distinct household_no from {household_ledger}")}
    assert f"{len(households):,} numbers of households" in said

    again = only_pins(small.folder)
    assert again.failures() == []
    highest = again.rows("select min(household_no) from {household_ledger} where run_no = 2")
    assert highest == [(max(households) + 1,)]
    new = {pin for (pin,) in again.rows("select distinct pin from {pin_ledger}")}
    assert len(new) == len(old)
    assert not new & old


def test_a_build_that_was_killed_is_done_again_as_if_nothing_had_been(demo: Build, tmp_path: Path) -> None:
    """Ten kills: each build goes on from what the last one left, or starts anew where that had reached its end."""
    whole, killed = (Build(tmp_path / name, demo.answer) for name in ("whole", "killed"))
    for one in (whole, killed):
        one.folder.mkdir()
        shutil.copy(demo.folder / "scv.duckdb", one.folder)
    whole = build(whole.folder, *TO_LEDGER, "--vars", HIGHER)
    expected = [whole.rows(state) for state in (STATE, RUNS, PARTITION)]
    dice, codes = random.Random(), []
    for _ in range(KILLS):
        codes.append(kill_at(dice.uniform(0, seconds_of(whole)), killed.folder))
        if killed.rows("select max(run_id) from {pin_ledger}") == [(2,)]:
            assert [killed.rows(state) for state in (STATE, RUNS, PARTITION)] == expected
            (killed.folder / "scv.duckdb.wal").unlink(missing_ok=True)
            shutil.copy(demo.folder / "scv.duckdb", killed.folder)
    again = build(killed.folder, *TO_LEDGER, "--vars", HIGHER)

    assert codes.count(-signal.SIGKILL) > KILLS / 2
    assert again.failures() == []
    assert [again.rows(state) for state in (STATE, RUNS, PARTITION)] == expected


def test_a_build_cut_short_before_the_ledger_is_done_again_under_its_number(demo: Build, tmp_path: Path) -> None:
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
        shutil.copy(demo.folder / "scv.duckdb", tmp_path / name / "scv.duckdb")
    whole = build(tmp_path / "whole", *TO_LEDGER, "--vars", HIGHER)
    cut = build(tmp_path / "cut", *TO_LEDGER, "--exclude", "pin_ledger", "--vars", HIGHER)
    assert cut.rows("select max(run_id) from {pin_runs}") == [(2,)]
    assert cut.rows("select max(run_id) from {pin_ledger}") == [(1,)]

    again = build(tmp_path / "cut", *TO_LEDGER, "--vars", HIGHER)
    assert again.rows(STATE) == whole.rows(STATE)
    assert again.rows(RUNS) == whole.rows(RUNS)


def seconds_of(built: Build) -> float:
    """From the start of a build's first model to the end of its last."""
    answer: Any = built.answer.result
    timings = [timing for result in answer.results for timing in result.timing]
    lasted: timedelta = max(one.completed_at for one in timings) - min(one.started_at for one in timings)
    return lasted.total_seconds()


def kill_at(seconds: float, folder: Path) -> int:
    """Start a build, kill it so long after its first model began, and return its exit code."""
    process = start(folder, *TO_LEDGER, "--vars", HIGHER)
    wait_for_log(folder)
    time.sleep(seconds)
    process.kill()
    return process.wait()


def wait_for_log(folder: Path, seconds: float = 30) -> None:
    """Wait until the build in this folder says something of a model, then forget the log."""
    log = folder / "logs" / "dbt.log"
    end = time.monotonic() + seconds
    while time.monotonic() < end and not (log.exists() and "START" in log.read_text()):
        time.sleep(0.1)
    log.unlink(missing_ok=True)


def test_of_two_builds_at_once_one_refuses_and_says_why(small: Build) -> None:
    first = start(small.folder, *PIN_STEPS, "--vars", HIGHER)
    wait_for_log(small.folder)
    second = start(small.folder, *PIN_STEPS, "--vars", HIGHER)
    said, _ = second.communicate()

    assert second.returncode != 0
    assert f"(PID {first.pid})" in said
    first.communicate()
    assert first.returncode == 0
    assert small.rows("select count(*) from {pin_runs}") == [(2,)]
    issued, pins, customers = small.rows("""
        select
            (select max(issued_pins) from {pin_runs}), count(distinct pin),
            count(distinct case when valid_to is null then pin end)
        from {pin_ledger}
    """)[0]
    assert issued == pins
    clusters = "select count(distinct cluster_id) from {int_identity__clusters}"
    assert small.rows(clusters) == [(customers,)]
