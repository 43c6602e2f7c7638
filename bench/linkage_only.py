"""The linkage alone on fingerprints that a build has made, so that one idea can be changed and judged in seconds.

    python -m bench.linkage_only DATABASE TRUTH

prints as JSON the seconds that scoring and clustering take, by the clock and of the processor: medians of `REPEATS`, in
a process that does nothing else. DATABASE is the scv.duckdb that `scv evaluate --keep` left.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb

from scv.diagnostics.metrics import Accuracy, measure
from scv.linkage.blocking import create_candidate_pairs, rules_named
from scv.linkage.crowded_keys import create_crowded_keys
from scv.linkage.evidence import Thresholds
from scv.linkage.frequencies import create_frequencies
from scv.linkage.model import LinkageModel
from scv.linkage.partitioning import cluster
from scv.linkage.scoring import create_linker, create_scored_pairs
from scv.linkage.training import train

if TYPE_CHECKING:
    from splink import Linker

THRESHOLDS = Thresholds(0.0, -1.0)
REPEATS = 5


@dataclass
class Bench:
    """A DuckDB with `fingerprints`, `forms` (record_key, fingerprint_id), `rules`, `truth` and no decisions."""

    connection: duckdb.DuckDBPyConnection

    @classmethod
    def of(cls, built: Path, truth: Path) -> Bench:
        """The tables of a database that `scv evaluate --keep` left, and its truth."""
        connection = duckdb.connect()
        connection.execute(f"attach '{built}' as built (read_only)")
        connection.execute(f"""
            create table fingerprints as select * from built.main_intermediate.int_identity__fingerprints;
            create table forms as
            select record_key, fingerprint_id from built.main_intermediate.int_identity__comparison_forms;
            create table rules as select * from built.main_reference.conflict_rules;
            create table truth as select * from '{truth}';
            create table decisions (decision_id varchar, decision varchar, side varchar, fingerprint_id bigint);
            create table pins (fingerprint_id bigint, pin varchar);
            detach built
        """)
        return cls(connection)

    def train(self) -> LinkageModel:
        """A model trained on the fingerprints."""
        return train(self.connection)

    def score(self, model: LinkageModel) -> None:
        """Fill `scored_pairs` with what blocking finds."""
        self.prepare(model)
        self.score_prepared(model)

    def prepare(self, model: LinkageModel) -> None:
        """Fill `term_frequencies` and `candidate_pairs`."""
        self.count(model)
        self.block(model)

    def count(self, model: LinkageModel) -> None:
        """Fill `term_frequencies` and `crowded_keys`, which are kept with a model."""
        create_frequencies(self.connection, set(model.columns))
        create_crowded_keys(self.connection, rules_named(model.blocking_rules))

    def block(self, model: LinkageModel) -> None:
        """Fill `candidate_pairs` from what `count` left."""
        create_candidate_pairs(self.connection, rules_named(model.blocking_rules))

    def score_prepared(self, model: LinkageModel, linker: Linker | None = None) -> None:
        """Fill `scored_pairs` from what `prepare` left."""
        create_scored_pairs(self.connection, model, linker)

    def cluster(self, thresholds: Thresholds = THRESHOLDS, by: str = "cluster_id") -> None:
        """Fill `assigned` (record_key, pin) from `scored_pairs`; by `component_id`, whatever is connected is one."""
        relation = self.connection.table
        self.connection.execute("create or replace table basis as select 'bench' as basis")
        partition = cluster(
            relation("fingerprints"),
            relation("scored_pairs"),
            relation("decisions"),
            relation("rules"),
            relation("pins"),
            relation("basis"),
            thresholds,
        )
        self.connection.register("partition", partition)
        self.connection.execute(f"""
            create or replace table assigned as
            select truth.record_key, coalesce(cast({by} as varchar), 'none:' || truth.record_key) as pin
            from truth
            left join forms on forms.record_key = truth.record_key
            left join partition on partition.fingerprint_id = forms.fingerprint_id
        """)
        self.connection.unregister("partition")

    def accuracy(self) -> Accuracy:
        """How well `assigned` agrees with the truth."""
        return measure(self.connection, "assigned", "truth")

    def result(self, model: LinkageModel, thresholds: Thresholds = THRESHOLDS) -> Accuracy:
        """Score, cluster and judge with a model."""
        self.score(model)
        self.cluster(thresholds)
        return self.accuracy()


def promoted_model(built: Path) -> LinkageModel:
    """The model in force in a database that `scv evaluate --keep` left."""
    with duckdb.connect(str(built), read_only=True) as connection:
        rows = connection.execute(
            "select parameters from main_intermediate.linkage_registry where is_promoted"
        ).fetchall()
    return LinkageModel.from_json(rows[0][0])


def seconds(bench: Bench, model: LinkageModel) -> tuple[float, float]:
    """Seconds of finding candidates, scoring and clustering, by the clock and of the processor.

    Splink's linker is there before, with the model and its frequencies, as it is after training in bench.peers.
    """
    linker = create_linker(bench.connection, model)
    gc.collect()
    start, spent = time.perf_counter(), time.process_time()
    bench.block(model)
    bench.score_prepared(model, linker)
    bench.cluster()
    return time.perf_counter() - start, time.process_time() - spent


def main(built: Path, truth: Path) -> None:
    """Print the medians; a first run, which loads libraries, does not count, as in bench.peers."""
    bench, model = Bench.of(built, truth), promoted_model(built)
    bench.count(model)
    seconds(bench, model)
    clock, processor = zip(*(seconds(bench, model) for _ in range(REPEATS)), strict=True)
    print(json.dumps({"clock": median(clock), "processor": median(processor)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
