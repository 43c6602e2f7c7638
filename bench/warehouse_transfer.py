"""Moving the linkage's input out of a warehouse and its result back, against scoring, clustering and PINs together.

    python -m bench.warehouse_transfer [--persons N] [--target redshift] [--records-of FILE]

A whole first build of generated extracts on an embedded PostgreSQL (or the one that SCV_TEST_POSTGRES names), or on the
simulated Redshift before it and its S3, without tests. What the Python models spend in the warehouse's reads and writes
is one side, the rest of their time the other. With `--records-of` the cleaned records are those of a DuckDB file that
was built before, and only the linkage and the PINs are built on the server.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from scv.demo import generate
from scv.load import load
from scv.project import environment, project_directory, run_dbt
from scv.warehouse import opened, target_credentials

PERSONS = 240_000
RECORDS = "scv_intermediate.int_identity__records"
SEED = 11
EXCLUDED = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
CLEANED = ("int_identity__records", "int_identity__comparison_forms")
FROM_CLEANED = ("--select", "+pin_proposals", "--exclude", "+int_identity__records", *CLEANED, "email_provider_aliases")
LINKAGE = ("linkage_registry", "linkage_frequencies", "linkage_scored_pairs", "linkage_partition", "pin_proposals")
# Training is a model of its own, which a build has only once: its computing is not counted, its transfers are.
TRAINING = "linkage_registry"


class Stopwatch:
    """Seconds spent in the methods of a class that it is put around, in whatever thread: DuckDB scans in its own."""

    def __init__(self) -> None:
        self._spent: list[float] = []

    def around(self, owner: Any, *methods: str) -> None:
        """Time these methods from now on."""
        for name in methods:
            setattr(owner, name, self._timed(getattr(owner, name)))

    def take(self) -> float:
        """What was spent since it was asked last; two calls at the same time count twice."""
        spent, self._spent = self._spent, []
        return sum(spent)

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return method(*given, **named)
            finally:
                self._spent.append(time.perf_counter() - start)

        return timed


@contextmanager
def reached(target: str) -> Iterator[dict[str, str]]:
    """What the profile reads for a target, which runs as long as the block."""
    tests = project_directory() / "tests"
    sys.path[:0] = [str(tests), str(tests / "python")]
    from embedded_postgres import postgres_server
    from redshift_front.process import running_front
    from redshift_front.upstream import Upstream

    with postgres_server() as server:
        if target == "postgres":
            with server.database_of_its_own() as own:
                yield own.settings()
        else:
            with running_front(Upstream(server.host, server.port, server.user, server.password)) as settings:
                yield settings


def watch_jobs(target: str) -> dict[str, tuple[float, float]]:
    """From now on, the seconds of each Python model, one after the other: in transfers, and in all."""
    from dbt_scv.submission import LocalJob

    warehouse = getattr(import_module(f"dbt_scv.{target}"), f"{target.title()}Warehouse")
    transfers, seconds, submit = Stopwatch(), dict[str, tuple[float, float]](), LocalJob.submit
    transfers.around(warehouse, "schema", "read", "write")

    def timed(job: LocalJob, compiled_code: str) -> Any:
        start = time.perf_counter()
        transfers.take()
        try:
            return submit(job, compiled_code)
        finally:
            seconds[Path(job.file).stem] = (transfers.take(), time.perf_counter() - start)

    LocalJob.submit = timed  # type: ignore[assignment, method-assign]
    return seconds


def main() -> None:
    """Generate, load, build, and print both sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=PERSONS)
    parser.add_argument("--target", choices=("postgres", "redshift"), default="postgres")
    parser.add_argument("--records-of", type=Path, help="a DuckDB file of an earlier build")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="scv_bench_") as scratch,
        reached(given.target) as settings,
        environment(settings),
    ):
        folder = Path(scratch)
        (folder / "profiles.yml").write_text((project_directory() / "profiles.example.yml").read_text())
        credentials = target_credentials(project_directory(), given.target, folder)
        if given.records_of is None:
            load_extracts(folder, given.persons, credentials)
        else:
            copy_cleaned(given.records_of, credentials)
        report(first_build(folder, given.target, credentials, () if given.records_of is None else FROM_CLEANED))


def load_extracts(folder: Path, persons: int, credentials: Any) -> None:
    """Generate raw extracts in the folder, and load them."""
    generate(persons=persons, seed=SEED, out=folder / "raw", progress=False)
    start = time.perf_counter()
    rows = sum(one.rows for one in load(folder / "raw", project_directory(), credentials))
    print(f"{rows:,} raw rows loaded in {time.perf_counter() - start:.1f} s")


def copy_cleaned(database: Path, credentials: Any) -> None:
    """Copy the cleaned records of a DuckDB file, from which fingerprints are made."""
    with duckdb.connect(str(database), read_only=True) as connection, opened(credentials) as warehouse:
        warehouse.execute("create schema scv_intermediate")
        for table in CLEANED:
            rows = connection.sql(f"select * from main_intermediate.{table}").to_arrow_table()
            start = time.perf_counter()
            warehouse.write(f"scv_intermediate.{table}", rows)
            print(f"{rows.num_rows:,} rows of {table} copied in {time.perf_counter() - start:.1f} s")


def first_build(
    folder: Path, target: str, credentials: Any, selected: tuple[str, ...]
) -> dict[str, tuple[float, float]]:
    """Build in a folder what is selected; returns the seconds of each Python model."""
    seconds = watch_jobs(target)
    start = time.perf_counter()
    command = ["build", "--quiet", "--threads", "1", *selected, *EXCLUDED]
    if not run_dbt(command, project_directory(), folder, target=target).success:
        raise SystemExit("dbt build failed")
    spent = time.perf_counter() - start
    with opened(credentials) as warehouse:
        records = warehouse.read(RECORDS, ["record_key"]).num_rows if warehouse.schema(RECORDS) else 0
    print(f"{records:,} records built in {spent:.1f} s")
    return seconds


def report(seconds: dict[str, tuple[float, float]]) -> None:
    """Print the seconds of each model of the linkage, and the ratio of the bar."""
    print(f"{'model':24}{'transfer, s':>12}{'computing, s':>14}")
    for model in LINKAGE:
        transfer, whole = seconds[model]
        print(f"{model:24}{transfer:12.2f}{whole - transfer:14.2f}")
    moved = sum(seconds[model][0] for model in LINKAGE)
    computed = sum(seconds[model][1] - seconds[model][0] for model in LINKAGE if model != TRAINING)
    print(f"moving {moved:.1f} s, scoring, clustering and PINs {computed:.1f} s: ratio {moved / computed:.2f} (bar: 1)")


if __name__ == "__main__":
    main()
