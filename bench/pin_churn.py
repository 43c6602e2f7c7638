"""Records that change their PIN over six runs, against what other ways of naming clusters would change.

    python -m bench.pin_churn [RECORDS]

First records that the generator makes, linked by the project's own linkage (`bench.linked_runs`): a first run,
additions, a higher threshold, a lower one, deletions, changed records. Then the same with people who are made up, their
pairs' weights drawn: within a person they weigh much, a few across people do too. Then six runs that each see another
half of these pairs. The same clusters go to every way.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.linked_runs import PERSONS, built_database, linked_runs
from scv.identity.steps import Past, judge, propose
from scv.linkage.clustering import partition

RECORDS = 50_000
BASIS = pa.table({"model_id": ["1"], "rules": [""]})
RUNS = ("first", "additions", "higher", "lower", "deletions", "changes")

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Clusters = dict[str, int]
Names = dict[str, str]


@dataclass
class Rows:
    """A table as `dbt.ref` gives it."""

    table: pa.Table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.table


class Population:
    """Records of people, and the pairs among them with their weights."""

    def __init__(self, records: int, seed: int = 7) -> None:
        """Draw everything from `seed`."""
        self.records = records
        self.dice = np.random.default_rng(seed)
        person = np.sort(self.dice.integers(0, records // 4, records))
        self.left, self.right = _pairs(person, self.dice)
        self.inside = person[self.left] == person[self.right]
        self.keys = np.char.add("crm.supporters:", self.dice.permutation(records).astype("U9"))

    def weights(self) -> Floats:
        """Weights of the pairs, drawn anew."""
        size = len(self.left)
        return np.where(self.inside, self.dice.normal(6, 4, size), self.dice.normal(-5, 3, size))

    def share(self, part: float) -> Bools:
        """A random part of the records."""
        return np.asarray(self.dice.random(self.records) < part)

    def clusters(self, present: Bools, weights: Floats, threshold: float, seen: Bools | None = None) -> Clusters:
        """The clusters of the records that are present, by the pairs that are seen."""
        kept = present[self.left] & present[self.right]
        kept = kept if seen is None else kept & seen
        evidence = np.clip(weights[kept] - threshold, -15, 15)
        labels = partition(self.records, self.left[kept], self.right[kept], evidence)[0]
        return dict(zip(self.keys[present].tolist(), labels[present].tolist(), strict=True))


def six_runs(records: int) -> Iterator[Clusters]:
    """The clusters of each of `RUNS`: record key to cluster."""
    people = Population(records)
    weights, everyone = people.weights(), people.share(1.0)
    early, kept, edited = people.share(0.9), people.share(0.95), people.share(0.2)
    changed = np.where(edited[people.left] | edited[people.right], people.weights(), weights)
    yield people.clusters(early, weights, 0.0)
    yield people.clusters(everyone, weights, 0.0)
    yield people.clusters(everyone, weights, 2.0)
    yield people.clusters(everyone, weights, -1.0)
    yield people.clusters(kept, weights, -1.0)
    yield people.clusters(kept, changed, -1.0)


def shaken_runs(records: int) -> Iterator[Clusters]:
    """The clusters of six runs of which each sees another random half of the pairs."""
    people = Population(records)
    weights, everyone = people.weights(), people.share(1.0)
    for _ in RUNS:
        yield people.clusters(everyone, weights, -1.0, people.dice.random(len(weights)) < 0.5)


def _pairs(person: Ints, dice: np.random.Generator) -> tuple[Ints, Ints]:
    """All pairs within a person, and as many strangers' pairs as a fifth of the records; each once, smaller first."""
    records = len(person)
    pairs: set[tuple[int, int]] = set()
    for step in range(1, 12):
        pairs |= {(int(row), int(row) + step) for row in np.flatnonzero(person[:-step] == person[step:])}
    strangers = np.sort(dice.integers(0, records, (records // 5, 2)), axis=1)
    pairs |= {(int(first), int(second)) for first, second in strangers if first < second}
    ordered = np.array(sorted(pairs), dtype=np.int64)
    return ordered[:, 0], ordered[:, 1]


@dataclass
class Ours:
    """The project's own steps, run after run."""

    ledger: Rows | None = None
    runs: Rows | None = None
    figures: list[dict[str, float]] = field(default_factory=list)

    def name(self, clusters: Clusters) -> Names:
        """Propose, judge and adopt."""
        columns = {"record_key": list(clusters), "source_system": ["crm"] * len(clusters)}
        records = Rows(pa.table(columns | {"cluster_id": list(clusters.values())}))
        proposals = Rows(propose(records, Rows(BASIS), Past(self.ledger, self.runs), {}))
        figures = judge(records, Rows(BASIS), Past(self.ledger, self.runs), proposals, {})
        self.figures.append(figures.to_pylist()[0])
        with duckdb.connect() as connection:
            connection.register("proposals", proposals.table)
            connection.register("ledger", self.ledger.table if self.ledger else proposals.table.drop(["change"])[:0])
            adopted = connection.sql("""
                select * exclude (change) from proposals
                union all
                from ledger anti join proposals using (record_key, run_id)
            """).to_arrow_table()
            connection.register("adopted", adopted)
            named = connection.execute("select record_key, pin from adopted where valid_to is null").fetchall()
        self.ledger = Rows(adopted)
        kept = ["run_id", "started_at", "model_id", "rules", "issued_pins"]
        row = figures.select(kept).append_column("kind", pa.array(["build"]))
        self.runs = Rows(pa.concat_tables([self.runs.table, row]) if self.runs else row)
        return dict(named)


@dataclass
class Rival:
    """A way of naming clusters by the names that their records had last."""

    choose: Callable[[dict[int, list[str]], Names, dict[str, int]], dict[int, str]]
    last: Names = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)

    def name(self, clusters: Clusters) -> Names:
        """Name each cluster, a new name where none is chosen."""
        groups: dict[int, list[str]] = defaultdict(list)
        for record, cluster in clusters.items():
            groups[cluster].append(record)
        chosen = self.choose(groups, self.last, self.ages)
        names: Names = {}
        for cluster, records in groups.items():
            name = chosen.get(cluster) or f"new {len(self.ages)}"
            self.ages.setdefault(name, len(self.ages))
            names |= dict.fromkeys(records, name)
        self.last |= names
        return names


def smallest_id(groups: dict[int, list[str]], last: Names, ages: dict[str, int]) -> dict[int, str]:
    """Each cluster is called by its smallest record, as Splink does."""
    return {cluster: min(records) for cluster, records in groups.items()}


def oldest_wins(groups: dict[int, list[str]], last: Names, ages: dict[str, int]) -> dict[int, str]:
    """Each cluster takes the oldest name among its records; where several would, the one with the smallest record."""
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for cluster in sorted(groups, key=lambda cluster: min(groups[cluster])):
        held = {last[record] for record in groups[cluster] if record in last} - taken
        if held:
            chosen[cluster] = min(held, key=ages.__getitem__)
            taken.add(chosen[cluster])
    return chosen


def greedy(groups: dict[int, list[str]], last: Names, ages: dict[str, int]) -> dict[int, str]:
    """The heaviest overlap first, then the next that is still free."""
    shared = Counter((last[record], cluster) for cluster, group in groups.items() for record in group if record in last)
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for (name, cluster), _ in sorted(shared.items(), key=lambda one: (-one[1], ages[one[0][0]], one[0][1])):
        if cluster not in chosen and name not in taken:
            chosen[cluster] = name
            taken.add(name)
    return chosen


def changes(way: Ours | Rival, history: list[Clusters]) -> list[int]:
    """Records seen before whose name is another one, run by run."""
    last: Names = {}
    counts = []
    for clusters in history:
        names = way.name(clusters)
        counts.append(sum(last.get(record, name) != name for record, name in names.items()))
        last |= names
    return counts


WAYS = {"greedy": greedy, "oldest wins": oldest_wins, "smallest id": smallest_id}


def compare(history: list[Clusters]) -> dict[str, list[int]]:
    """Changed records of each run by way of naming, and the least that a linear program finds."""
    ours = Ours()
    found = {"this project": changes(ours, history)}
    found["linear program"] = [round(figures["least_changed_weight"]) for figures in ours.figures]
    return found | {title: changes(Rival(way), history) for title, way in WAYS.items()}


def show(title: str, headings: tuple[str, ...], found: dict[str, list[int]]) -> None:
    """Print changed records by run and way of naming."""
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left")
    table.add_column("", no_wrap=True)
    for heading in (*headings, "all"):
        table.add_column(heading, justify="right")
    for way, counts in found.items():
        table.add_row(way, *(f"{count:,}" for count in [*counts[1:], sum(counts)]))
    Console().print(table)


def main() -> None:
    """Print the comparisons."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory(prefix="scv_churn_") as folder:
        history = list(linked_runs(built_database(Path(folder), records * PERSONS // RECORDS)))
    show(f"Records of {len(history[1]):,}, generated and linked, whose identifier changed", RUNS[1:], compare(history))
    title = f"Records of {records:,}, made up, whose identifier changed"
    show(title, RUNS[1:], compare(list(six_runs(records))))
    numbers = tuple(f"run {number}" for number in range(2, len(RUNS) + 1))
    show(f"{title}, each run seeing half of the pairs", numbers, compare(list(shaken_runs(records))))


if __name__ == "__main__":
    main()
