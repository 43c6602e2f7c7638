"""First builds of a million generated records against raw Splink on the same fingerprints: `make bench`.

The one goes as far as the PINs: staging, linkage, PINs, and the data tests of all that. The other is all of `dbt
build`, every mart and data test; both train, and leave out the unit tests. Raw Splink (`bench.raw_splink`) only reads
the fingerprints, trains, scores and clusters. All run in this run, on this machine, one after the other. What the marts
add to staging and linkage is told by `bench.mart_growth`: the PINs do not need all of staging.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from bench.measuring import Measurement, measure, report
from scv.demo import generate
from scv.project import project_directory

PERSONS = 240_000
SEED = 11
RAW_SPLINK = "raw Splink"
TO_PINS = ("--select", "+pin_ledger", "--indirect-selection", "cautious")


def build_command(project: Path, folder: Path) -> list[str]:
    """The command of a whole build with its files in `folder`."""
    options = {
        "--project-dir": project,
        "--profiles-dir": folder,
        "--target-path": folder / "target",
        "--log-path": folder / "logs",
    }
    command = [str(Path(sys.executable).with_name("dbt")), "build", "--exclude-resource-type", "unit_test"]
    return command + [str(part) for option in options.items() for part in option]


def build(project: Path, raw: Path, folder: Path, name: str, *options: str) -> Measurement:
    """Build into `folder`, with more options of dbt, and return what it took."""
    (folder / "profiles.yml").write_text((project / "profiles.example.yml").read_text())
    settings = {**os.environ, "SCV_RAW_DIR": str(raw), "SCV_DUCKDB_PATH": str(folder / "scv.duckdb")}
    return measure(name, [*build_command(project, folder), *options], settings, folder / "build.log")


def made(folder: Path) -> Path:
    """The folder, made."""
    folder.mkdir()
    return folder


def seconds_by_step(folder: Path) -> dict[str, float]:
    """Seconds that the last build spent by kind of node and layer, most first."""
    spent: Counter[str] = Counter()
    for result in json.loads((folder / "target" / "run_results.json").read_text())["results"]:
        kind, _, name = result["unique_id"].split(".")[:3]
        layer = name if name.startswith(("linkage_", "pin_")) else name.split("_")[0]
        spent[layer if kind == "model" else f"{kind}s"] += result["execution_time"]
    return dict(spent.most_common(12))


def main() -> None:
    """Generate, build, run raw Splink, and print times, memory and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=PERSONS)
    persons = parser.parse_args().persons
    project = project_directory()
    with tempfile.TemporaryDirectory(prefix="scv_bench_") as scratch:
        folder = Path(scratch)
        raw = folder / "raw"
        generate(persons=persons, seed=SEED, out=raw, progress=False)
        to_pins = build(project, raw, made(folder / "to_pins"), "first build, as far as the PINs", *TO_PINS)
        first = build(project, raw, folder, "first build, every mart")
        steps = seconds_by_step(folder)
        second = build(project, raw, folder, "second build, nothing new")
        fingerprints = folder / "fingerprints.parquet"
        with duckdb.connect(str(folder / "scv.duckdb"), read_only=True) as connection:
            records, distinct = connection.execute("""
                select count(*), count(distinct fingerprint_id) from main_intermediate.int_identity__comparison_forms
            """).fetchall()[0]
            connection.execute(f"""
                copy (select * from main_intermediate.int_identity__fingerprints) to '{fingerprints}' (format parquet)
            """)
        command = [sys.executable, "-m", "bench.raw_splink", str(fingerprints)]
        raw_splink = measure(RAW_SPLINK, command, {**os.environ, "PYTHONPATH": str(project)}, folder / "raw.log")
        print(f"{records:,} records, {distinct:,} fingerprints")
        print((folder / "raw.log").read_text().strip().splitlines()[-1])
        page = [str(Path(sys.executable).with_name("scv")), "report", "--out", str(folder / "report.html")]
        page += ["--database", str(folder / "scv.duckdb")]
        told = measure("scv report of it", page, dict(os.environ), folder / "report.log")
        report("First builds against raw Splink", [raw_splink, to_pins, first, second, told], RAW_SPLINK)
        for step, seconds in steps.items():
            print(f"  {seconds:8.1f} s  {step}")


if __name__ == "__main__":
    main()
