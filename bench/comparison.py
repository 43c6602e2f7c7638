"""This project and its peers on files with a truth: pairwise F1, B-cubed F1, and seconds.

    uv venv .venv-peers && uv pip install --python .venv-peers/bin/python -r requirements-comparison.txt
    python -m bench.comparison DATA [SET ...] --peers-python .venv-peers/bin/python [--markdown FILE]

DATA holds a folder per set with records.parquet and truth.parquet. Every tool gets the raw records and no labels, and
each peer also those that this project has cleaned, so that cleaning and linkage can be told apart. This project
goes through its whole build (`scv evaluate`). For a like comparison of seconds, its candidates, scoring and clustering
are run again alone on the fingerprints of that build, with the model trained and values counted, as Splink does its
counting while it trains. Seconds of both are medians of five runs, each in a process of its own; of the others, of one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from scv.diagnostics.metrics import Accuracy, measure
from scv.evaluate import evaluate
from scv.project import project_directory

PEERS = ("splink", "goldenmatch", "goldenmatch-probabilistic", "recordlinkage-ecm", "recordlinkage-sum")
MINUTES = 20
CLEANED = """
    select
        record_key, source_system, title, forename, middle_names, surname,
        nullif(trim(coalesce(forename, '') || ' ' || coalesce(surname, '')), '') as full_name,
        cast(date_of_birth as varchar) as date_of_birth, email, phone, address_line_1, town, postcode, country,
        account_id, membership_no, loyalty_no, social_handle, cast(recorded_at as varchar) as recorded_at
    from main_intermediate.int_identity__records
"""


@dataclass(frozen=True)
class Line:
    """One tool on one set: what it reached (None when it did not end) and its seconds.

    `linking` and `processor` are those of scoring and clustering, by the clock and of the processor.
    """

    data: str
    tool: str
    accuracy: Accuracy | None
    linking: float
    processor: float
    total: float

    def cells(self) -> tuple[str, ...]:
        """The line as text: F1s, seconds of scoring and clustering, seconds in all."""
        if self.accuracy is None:
            return (self.data, self.tool, "-", "-", "-", "-", "-", "-", f"over {MINUTES} min")
        pairs = self.accuracy.pairwise
        return (
            self.data,
            self.tool,
            f"{pairs.precision:.4f}",
            f"{pairs.recall:.4f}",
            f"{pairs.f1:.4f}",
            f"{self.accuracy.b_cubed.f1:.4f}",
            f"{self.linking:.2f}",
            f"{self.processor:.2f}",
            f"{self.total:.1f}",
        )


HEADINGS = (
    "set",
    "tool",
    "pairwise precision",
    "recall",
    "F1",
    "B-cubed F1",
    "seconds to score and cluster",
    "processor seconds of these",
    "seconds in all",
)


def peer_line(python: str, peer: str, folder: Path, records: Path, note: str) -> Line:
    """A peer on a file of records of a set, in its own process."""
    with tempfile.TemporaryDirectory(prefix="scv_peer_") as scratch:
        clusters = Path(scratch) / "clusters.parquet"
        script = Path(__file__).with_name("peers.py")
        command = [python, str(script), peer, str(records), str(clusters)]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=60 * MINUTES, check=True)
        except subprocess.TimeoutExpired:
            return Line(folder.name, f"{peer}, {note}", None, 0, 0, 0)
        said = json.loads(answer.stdout.strip().splitlines()[-1])
        seconds = said["seconds"]
        with duckdb.connect() as connection:
            connection.execute(f"create table assigned as select * from '{clusters}'")
            connection.execute(f"create table truth as select * from '{folder / 'truth.parquet'}'")
            accuracy = measure(connection, "assigned", "truth")
    linking = seconds["score"] + seconds["cluster"]
    return Line(
        folder.name, f"{peer} {said['version']}, {note}", accuracy, linking, seconds["processor"], seconds["total"]
    )


def own_line(folder: Path, cleaned: Path) -> Line:
    """This project on a set: the whole build, then its scoring and clustering alone; writes the cleaned records."""
    with tempfile.TemporaryDirectory(prefix="scv_own_") as name:
        scratch = Path(name)
        truth = folder / "truth.parquet"
        result = evaluate(folder / "records.parquet", truth, project_directory(), scratch)
        database = scratch / "scv.duckdb"
        command = [sys.executable, "-m", "bench.linkage_only", str(database), str(truth)]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60 * MINUTES, check=True)
        spent = json.loads(answer.stdout)
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute(f"copy ({CLEANED}) to '{cleaned}' (format parquet)")
    return Line(
        folder.name, "this project", result.accuracy, spent["clock"], spent["processor"], result.seconds["total"]
    )


def lines_of(folder: Path, python: str) -> Iterator[Line]:
    """Every tool on one set."""
    with tempfile.TemporaryDirectory(prefix="scv_cleaned_") as scratch:
        cleaned = Path(scratch) / "records.parquet"
        yield own_line(folder, cleaned)
        for peer in PEERS:
            yield peer_line(python, peer, folder, folder / "records.parquet", "raw")
            yield peer_line(python, peer, folder, cleaned, "cleaned")


def markdown(lines: list[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def main() -> None:
    """Run every tool on every set and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", help="folders of DATA; all by default")
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    sets = options.sets or sorted(path.parent.name for path in options.data.glob("*/truth.parquet"))
    lines = []
    table = Table(title="This project and its peers", box=SIMPLE_HEAD, title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading)
    for name in sets:
        for line in lines_of(options.data / name, options.peers_python):
            lines.append(line)
            print(*line.cells(), file=sys.stderr, flush=True)
            table.add_row(*line.cells())
    Console().print(table)
    if options.markdown:
        options.markdown.write_text(markdown(lines))


if __name__ == "__main__":
    main()
