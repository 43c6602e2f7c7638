"""One `dbt build` on the demo: it passes, it can be repeated, and any channels will do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builds import Build, build

# Builds log themselves there: a build in which nothing changes adds a row, and changes none.
LOGS = ("linkage_runs", "linkage_run_figures", "linkage_drift")
MARTS = "select table_name from information_schema.tables where table_schema = 'main' order by 1"


def test_the_demo_builds_and_passes_its_tests(demo: Build) -> None:
    assert demo.failures() == []


def test_a_second_build_changes_nothing(demo: Build, copy_of_demo: Callable[..., Build]) -> None:
    second = copy_of_demo("--exclude-resource-type", "test", "unit_test")

    assert second.failures() == []
    assert second.rows(MARTS) == demo.rows(MARTS)
    marts = [mart for (mart,) in demo.rows(MARTS)]
    assert set(LOGS) < set(marts)
    for table in (*marts, "pin_ledger", "pin_runs"):
        if table not in LOGS:
            assert content(second, table) == content(demo, table), table
    assert second.rows("select count(*) from {pin_proposals}") == [(0,)]


@pytest.mark.parametrize("channels", [("crm", "web_shop"), ("telephone",), ()], ids=" ".join)
def test_any_subset_of_channels_builds(tmp_path: Path, channels: tuple[str, ...]) -> None:
    listed = ", ".join(f'"{channel}"' for channel in channels)
    subset = build(tmp_path, "--exclude-resource-type", "unit_test", "--vars", f'{{"channels": [{listed}]}}')

    assert subset.failures() == []
    systems = subset.rows("select distinct source_system from {bridge_customers_x_records} order by 1")
    assert [system for (system,) in systems] == sorted(channels)


def content(built: Build, table: str) -> list[tuple[object, ...]]:
    """Return a fingerprint of a table: its rows, whatever their order."""
    return built.rows(f"select count(*), bit_xor(hash(whole)) from {{{table}}} as whole")
