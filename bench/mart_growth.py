"""What the marts cost beside staging and linkage, and how each one's cost grows with its input: `make bench`.

Each size is built in two steps with dbt's usual threads and all data tests: staging, linkage and PINs, then every mart.
Afterwards each model of the marts runs alone on one thread, the better of two times (`bench.lone_models`): nothing runs
beside it, and dbt's own share of a node is left out but for Python models. The exponent is that of its processor time
over the rows that it reads, between the two largest sizes: 1 grows as the input does, 2 as its square. Sorting alone
gives 1.08 from 300,000 rows to a million, and what no longer fits a processor's cache costs more per row: an exponent
above `TOLERANCE` is said to grow faster than its input. Models below a tenth of a second are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.first_build import SEED
from bench.lone_models import Cost, lone_costs
from scv.demo import generate
from scv.project import project_directory, run_dbt

PERSONS = (24_000, 72_000, 240_000)
PYTHON_PARTS = ("python_models/linkage", "python_models/identity")
SHORTEST = 0.1
TOLERANCE = 1.25
LINKAGE = tuple(f"+path:{part}" for part in ("models/staging", "models/intermediate/identity", *PYTHON_PARTS))
STEPS = {"linkage": ("--select", *LINKAGE), "marts": ("--exclude", *LINKAGE)}


@dataclass(frozen=True)
class Size:
    """One size: its records, the seconds of its two steps by the clock, and what each model takes alone."""

    records: int
    linkage: float
    marts: float
    costs: dict[str, Cost]


def seconds_of_build(project: Path, folder: Path, raw: Path, nodes: Sequence[str]) -> float:
    """Build some nodes with their data tests, and return the seconds by the clock."""
    command = ["build", "--quiet", "--exclude-resource-type", "unit_test", "--indirect-selection", "cautious", *nodes]
    start = time.perf_counter()
    answer = run_dbt(command, project, folder, {"SCV_RAW_DIR": str(raw)})
    if not answer.success:
        raise SystemExit(f"The build failed: {folder / 'logs'}")
    return time.perf_counter() - start


def build_size(persons: int, folder: Path, raw: Path | None) -> dict[str, float]:
    """Build so many persons, generated unless `raw` holds them, and return the seconds of both steps."""
    project = project_directory()
    if raw is None:
        raw = folder / "raw"
        generate(persons=persons, seed=SEED, out=raw, progress=False)
    return {name: seconds_of_build(project, folder, raw, nodes) for name, nodes in STEPS.items()}


def exponent(smaller: Cost, larger: Cost) -> float:
    """The exponent of time over rows read; 0 where the input hardly grew."""
    if larger.rows < 1.5 * smaller.rows:
        return 0.0
    return math.log(larger.seconds / smaller.seconds) / math.log(larger.rows / smaller.rows)


def together(size: Size) -> Cost:
    """What all models take, over the records."""
    return Cost(size.records, sum(cost.seconds for cost in size.costs.values()))


def show(sizes: list[Size]) -> None:
    """Print the steps of each size, and the models of the two largest, slowest first."""
    for size in sizes:
        ratio = size.marts / size.linkage
        steps = f"{size.linkage:.1f} s to PINs, {size.marts:.1f} s of marts"
        print(f"{size.records:,} records: {steps}, {ratio:.2f} times that")
    if len(sizes) == 1:
        return
    smaller, larger = sizes[-2:]
    table = Table(title="Models alone: rows read and processor seconds", box=SIMPLE_HEAD, title_justify="left")
    for heading in ("model", f"{smaller.records:,}", "seconds", f"{larger.records:,}", "seconds", "exponent"):
        table.add_column(heading, justify="left" if heading == "model" else "right")
    slowest_first = sorted(larger.costs, key=lambda model: -larger.costs[model].seconds)
    shown = [model for model in slowest_first if larger.costs[model].seconds >= SHORTEST]
    pairs = {model: (smaller.costs[model], larger.costs[model]) for model in shown}
    for name, (before, after) in {**pairs, "all, over records": (together(smaller), together(larger))}.items():
        grown = exponent(before, after)
        cells = (f"{before.rows:,}", f"{before.seconds:.2f}", f"{after.rows:,}", f"{after.seconds:.2f}")
        table.add_row(name, *cells, f"{grown:.2f}{' faster than its input' * (grown > TOLERANCE)}")
    Console(width=140).print(table)


def measured(persons: int, keep: Path, raw: Path | None) -> Size:
    """What a size takes: read from the folder where it was measured before, else built and measured there."""
    folder, built, alone = keep / str(persons), keep / f"{persons}_built.json", keep / f"{persons}_alone.json"
    if not built.is_file():
        built.write_text(json.dumps(build_size(persons, folder, raw)))
    if not alone.is_file():
        records, costs = lone_costs(project_directory(), folder, raw or folder / "raw")
        alone.write_text(json.dumps({"records": records, "costs": {name: asdict(costs[name]) for name in costs}}))
    steps, models = json.loads(built.read_text()), json.loads(alone.read_text())
    return Size(models["records"], **steps, costs={name: Cost(**cost) for name, cost in models["costs"].items()})


def main() -> None:
    """Measure each size, or read it from a folder that keeps what was measured before, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=PERSONS)
    parser.add_argument("--keep", type=Path, help="a folder for builds and figures: what is there is not made again")
    parser.add_argument("--raw", type=Path, help="extracts that are there already, for a single size")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scv_bench_") as scratch:
        keep = options.keep or Path(scratch)
        keep.mkdir(parents=True, exist_ok=True)
        sizes = [measured(persons, keep, options.raw) for persons in sorted(options.persons)]
    show(sizes)


if __name__ == "__main__":
    main()
