"""What the benchmarks measure with."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bench.mart_growth import Size, exponent, part
from bench.measuring import measure

if TYPE_CHECKING:
    from pathlib import Path

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
    small = Size(100, {"marts even": 1.0, "marts square": 1.0})
    large = Size(1_000, {"marts even": 10.0, "marts square": 100.0})

    assert exponent(small, large, ["marts even"]) == pytest.approx(1)
    assert exponent(small, large, ["marts square"]) == pytest.approx(2)
    assert exponent(small, large, ["marts even", "marts square"]) == pytest.approx(1.74, abs=0.01)


def test_what_comes_before_the_marts_is_no_mart() -> None:
    assert part("staging/crm/stg_crm__supporters.sql") == "records to PINs"
    assert part("intermediate/identity/int_identity__pins.sql") == "records to PINs"
    assert part("linkage/linkage_scored_pairs.py") == "records to PINs"
    assert part("intermediate/households/int_households__ties.sql") == "marts"
    assert part("marts/customer/dim_customers.sql") == "marts"
