"""What the benchmarks measure with."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

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
