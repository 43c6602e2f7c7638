"""How each model's cost grows with its input: first builds of three sizes, `make bench`.

The cost of a model is the processor time of the process between its start and its end, on one thread of dbt, so that
other work on the machine hardly shows. The exponent is that of cost over records between the two largest sizes: 1 grows
as the input does, 2 as its square. What costs less than a fifth of a second at the largest is mostly dbt's own share of
a node, and is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.first_build import SEED, made
from scv.demo import generate
from scv.project import project_directory, run_dbt

PERSONS = (24_000, 72_000, 240_000)
SHORTEST = 0.2
BEFORE_THE_MARTS = ("staging/", "intermediate/identity/", "linkage/", "identity/")


@dataclass(frozen=True)
class Size:
    """One size: its records, and the seconds of each model by `part model`."""

    records: int
    seconds: dict[str, float]


class Clock:
    """Listens to dbt's events, and notes the processor time of each model and snapshot, named `part model`."""

    def __init__(self) -> None:
        """Begin with nothing noted."""
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}

    def __call__(self, event: Any) -> None:
        """Note when a node starts and what it has taken when it ends."""
        if event.info.name not in ("NodeStart", "NodeFinished"):
            return
        node = event.data.node_info
        if not node.unique_id.startswith(("model.", "snapshot.")):
            return
        if event.info.name == "NodeStart":
            self._started[node.unique_id] = time.process_time()
        else:
            taken = time.process_time() - self._started[node.unique_id]
            self.seconds[f"{part(node.node_path)} {node.node_name}"] = taken


def measure_size(project: Path, persons: int, folder: Path) -> Size:
    """Generate so many persons, build them on one thread without tests, and return what each model took."""
    raw, clock = folder / "raw", Clock()
    records = generate(persons=persons, seed=SEED, out=raw, progress=False).records
    command = ["build", "--quiet", "--threads", "1", "--exclude-resource-type", "unit_test", "test"]
    answer = run_dbt(command, project, folder, {"SCV_RAW_DIR": str(raw)}, on_event=clock)
    if not answer.success:
        raise SystemExit(f"The build of {persons} persons failed: {folder / 'logs'}")
    return Size(records, clock.seconds)


def part(path: str) -> str:
    """`records to PINs` for what comes before the marts, else `marts`; paths as dbt's events have them."""
    return "records to PINs" if path.startswith(BEFORE_THE_MARTS) else "marts"


def taken(size: Size, models: list[str]) -> float:
    """Seconds of some models together."""
    return sum(size.seconds[model] for model in models)


def exponent(smaller: Size, larger: Size, models: list[str]) -> float:
    """The exponent of the time of some models over the records of two sizes."""
    times_longer = taken(larger, models) / taken(smaller, models)
    return math.log(times_longer) / math.log(larger.records / smaller.records)


def show(sizes: list[Size]) -> None:
    """Print a table of models, slowest first within their part, and the totals."""
    table = Table(title="Processor seconds by model and size", box=SIMPLE_HEAD, title_justify="left")
    table.add_column("part and model")
    for size in sizes:
        table.add_column(f"{size.records:,} records", justify="right")
    table.add_column("exponent", justify="right")
    largest = sizes[-1].seconds
    for name in ("records to PINs", "marts"):
        of_part = sorted((one for one in largest if one.startswith(name)), key=lambda one: -largest[one])
        lines = {one: [one] for one in of_part if largest[one] >= SHORTEST}
        for line, models in {**lines, f"{name}, all": of_part}.items():
            shown = [f"{taken(size, models):.2f}" for size in sizes]
            table.add_row(line, *shown, f"{exponent(sizes[-2], sizes[-1], models):.2f}")
        table.add_section()
    Console(width=140).print(table)


def main() -> None:
    """Measure each size, or read it from a folder that keeps what was measured before, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=PERSONS)
    parser.add_argument("--keep", type=Path, help="a folder for what was measured: sizes that are there are not built")
    options = parser.parse_args()
    sizes = []
    for persons in sorted(options.persons):
        kept = options.keep / f"{persons}.json" if options.keep else None
        if kept and kept.is_file():
            sizes.append(Size(**json.loads(kept.read_text())))
            continue
        with tempfile.TemporaryDirectory(prefix="scv_bench_") as scratch:
            sizes.append(measure_size(project_directory(), persons, made(Path(scratch) / "build")))
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(sizes[-1].__dict__))
    if len(sizes) > 1:
        show(sizes)


if __name__ == "__main__":
    main()
