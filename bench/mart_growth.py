"""How each model's time grows with its input: first builds of three sizes on one thread, `make bench`.

The exponent is that of time over records, between the two largest sizes: 1 is as fast as the input, 2 its square. What
takes less than a fifth of a second at the largest is mostly dbt's own cost of a node, and is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.first_build import SEED, build, made
from scv.demo import generate
from scv.project import project_directory

PERSONS = (24_000, 72_000, 240_000)
SHORTEST = 0.2
BEFORE_THE_MARTS = ("models/staging", "models/intermediate/identity", "python_models/linkage", "python_models/identity")


@dataclass(frozen=True)
class Size:
    """One size: its records, and the seconds of each model by `part model`."""

    records: int
    seconds: dict[str, float]


def measure_size(project: Path, persons: int, folder: Path) -> Size:
    """Generate so many persons, build them on one thread without tests, and return what each model took."""
    raw = folder / "raw"
    records = generate(persons=persons, seed=SEED, out=raw, progress=False).records
    options = ("--threads", "1", "--exclude-resource-type", "unit_test", "test")
    build(project, raw, folder, f"{persons} persons", *options)
    return Size(records, seconds_by_model(folder / "target"))


def seconds_by_model(target: Path) -> dict[str, float]:
    """Seconds of each model and snapshot of the last build, named `part model`."""
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    seconds = {}
    for result in json.loads((target / "run_results.json").read_text())["results"]:
        if result["unique_id"].startswith(("model.", "snapshot.")):
            node = nodes[result["unique_id"]]
            seconds[f"{part(node['original_file_path'])} {node['name']}"] = result["execution_time"]
    return seconds


def part(path: str) -> str:
    """`records to PINs` for what comes before the marts, else `marts`."""
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
    table = Table(title="Seconds by model and size", box=SIMPLE_HEAD, title_justify="left")
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
