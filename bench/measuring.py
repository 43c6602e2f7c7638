"""Run commands and measure them: wall time and the peak memory of the whole process tree."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE = 4096
SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class Measurement:
    """What one command took: seconds by the clock, and the most bytes of memory it held at once."""

    name: str
    seconds: float
    peak_bytes: int


def measure(name: str, command: Sequence[str], settings: Mapping[str, str], log: Path) -> Measurement:
    """Run a command to its end, its output in `log`, and return what it took.

    Memory is the resident memory of the process and its children together, sampled (Linux only;
    0 elsewhere), so pages that they share are counted once for each. Raises CalledProcessError
    with the end of the log when the command fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=dict(settings), stdout=output, stderr=subprocess.STDOUT)
        peak = _Peak(process.pid)
        peak.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        peak.stop()
    if code:
        raise subprocess.CalledProcessError(code, command, output=log.read_text()[-2000:])
    return Measurement(name, seconds, peak.most)


def report(title: str, measurements: Sequence[Measurement], against: str) -> None:
    """Print measurements as a table, each with its ratio to the one named `against`."""
    base = next(one for one in measurements if one.name == against)
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left")
    table.add_column("step")
    for heading in ("seconds", f"times {against}", "peak memory, GB"):
        table.add_column(heading, justify="right")
    for one in measurements:
        ratio = f"{one.seconds / base.seconds:.2f}"
        table.add_row(one.name, f"{one.seconds:.1f}", ratio, f"{one.peak_bytes / 1e9:.2f}")
    Console().print(table)


class _Peak:
    """Looks at a process tree's memory from a thread until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self._pid = pid
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stopped.wait(SECONDS_BETWEEN_LOOKS):
            self.most = max(self.most, sum(_resident(pid) for pid in _tree(self._pid)))


def _tree(root: int) -> list[int]:
    """Return the process and all that descend from it."""
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            left += [int(child) for child in _read(children).split()]
    return found


def _resident(pid: int) -> int:
    """Return the resident memory of a process in bytes; 0 when it is gone."""
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _read(path: Path) -> str:
    """Return the text of a file under /proc, empty when the process is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""
