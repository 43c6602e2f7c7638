"""What the benchmarks measure with."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bench.lone_models import BuiltProject, Cost, before_the_marts
from bench.mart_growth import exponent
from bench.measuring import measure

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Build

STAYS, DIM, GONE = (f"model.scv.{name}" for name in ("int_households__stays", "dim_customers", "customer_suppressions"))
CHILD = "import time; held = bytearray(150_000_000); time.sleep(0.5)"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="memory is read from /proc")
def test_the_memory_of_child_processes_counts(tmp_path: Path) -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}], check=True)"

    taken = measure("holding memory", [sys.executable, "-c", parent], os.environ, tmp_path / "log")

    assert 0.5 < taken.seconds < 20
    assert 150e6 < taken.peak_bytes < 400e6


def test_a_command_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        measure("failing", [sys.executable, "-c", "raise SystemExit('why')"], os.environ, tmp_path / "log")

    assert "why" in failed.value.output


def test_growth_is_told_by_its_exponent() -> None:
    assert exponent(Cost(100, 1.0), Cost(1_000, 10.0)) == pytest.approx(1)
    assert exponent(Cost(100, 1.0), Cost(1_000, 100.0)) == pytest.approx(2)
    assert exponent(Cost(100, 1.0), Cost(100, 100.0)) == 0, "an input that does not grow tells nothing"


def test_what_comes_before_the_marts_is_no_mart() -> None:
    assert before_the_marts("staging/crm/stg_crm__supporters.sql")
    assert before_the_marts("intermediate/identity/int_identity__pins.sql")
    assert before_the_marts("linkage/linkage_scored_pairs.py")
    assert not before_the_marts("intermediate/households/int_households__ties.sql")
    assert not before_the_marts("marts/customer/dim_customers.sql")


def test_a_model_alone_is_measured_over_the_rows_that_it_reads_through_views(demo: Build) -> None:
    built = BuiltProject(demo.folder)

    rows, seconds = built.rows_read(STAYS), built.sql_seconds(STAYS)

    assert built.tables_read(STAYS) == {"model.scv.customer_addresses", "seed.scv.communal_residences", DIM, GONE}
    assert rows == sum(built.rows_of(table) for table in built.tables_read(STAYS)) > 3_000
    assert 0 < seconds < 10
