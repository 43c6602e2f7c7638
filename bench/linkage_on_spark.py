"""The steps of the linkage on DuckDB and on a local Spark, over the fingerprints of a built database.

    python -m bench.linkage_on_spark scv.duckdb --fingerprints 73000

Spark's start is told apart: a build pays it once. The answers are compared; a difference ends it with an error.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from scv.linkage.engines import bench, engine_of
from scv.linkage.evidence import Thresholds
from scv.linkage.model import LinkageModel
from scv.linkage.partitioning import cluster
from scv.linkage.steps import count_frequencies, score_new, train_when_first

SPARK = json.dumps({"name": "spark", "master": "local[*]"})
ENGINES = {"duckdb": None, "spark": SPARK}


@dataclass(frozen=True)
class Table:
    """Rows as a dbt reference gives them."""

    rows: pa.Table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.rows


def timed(step: str, work: Callable[[str | None], pa.Table]) -> pa.Table:
    """The rows that both engines give to a step; prints the seconds of each."""
    rows, seconds = {}, {}
    for name, engine in ENGINES.items():
        begun = time.perf_counter()
        rows[name] = work(engine)
        seconds[name] = time.perf_counter() - begun
    ratio = seconds["spark"] / seconds["duckdb"]
    print(
        f"{step:12} duckdb {seconds['duckdb']:6.1f} s, spark {seconds['spark']:6.1f} s, {ratio:.1f} times", flush=True
    )
    if step == "training":
        print(f"{'':12} probabilities differ by at most {furthest(*rows.values()):.2g}")
    else:
        sides = [side.sort_by([(name, "ascending") for name in side.schema.names]) for side in rows.values()]
        assert sides[0].equals(sides[1]), f"{step}: the answers differ"
    return rows["duckdb"]


def furthest(*registries: pa.Table) -> float:
    """How far a level's probability (m or u) of one engine's model lies from the other's, at most."""
    sides: list[list[float]] = []
    for rows in registries:
        model = LinkageModel.from_json(rows.column("parameters").to_pylist()[0])
        sides.append([value for table in (model.m, model.u) for levels in table.values() for value in levels])
    here, there = sides
    return max(abs(one - other) for one, other in zip(here, there, strict=True))


def main() -> None:
    """Run the steps one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--fingerprints", type=int, default=73_000)
    arguments = parser.parse_args()
    with duckdb.connect(str(arguments.database), read_only=True) as connection:
        everything = connection.table("main_intermediate.int_identity__fingerprints")
        chosen = everything.order("hash(coalesce(surname, email, phone)), fingerprint_id").limit(arguments.fingerprints)
        fingerprints = Table(chosen.to_arrow_table())
        rules = Table(connection.table("main_reference.conflict_rules").to_arrow_table())
    begun = time.perf_counter()
    with bench(engine_of(SPARK)) as spark:
        spark.execute("select 1").fetchall()
    print(f"{fingerprints.rows.num_rows} fingerprints; Spark is there after {time.perf_counter() - begun:.1f} s")
    models = Table(timed("training", lambda engine: train_when_first(fingerprints, None, engine)))
    counted = Table(timed("frequencies", lambda engine: count_frequencies(fingerprints, models, None, engine)))
    scored = timed("scores", lambda engine: score_new(fingerprints, models, counted, None, engine))
    pairs = Table(scored.filter(pc.less(scored.column("fingerprint_id_l"), scored.column("fingerprint_id_r"))))
    nothing = duckdb.connect()
    decisions = nothing.sql(
        "select '' as decision_id, '' as decision, '' as side, cast(0 as bigint) as fingerprint_id limit 0"
    )
    pins = nothing.sql("select cast(0 as bigint) as fingerprint_id, '' as pin limit 0")
    basis = nothing.sql("select 'bench' as basis")
    line = Thresholds(0, -1)
    timed("clusters", lambda engine: cluster(fingerprints, pairs, decisions, rules, pins, basis, line, engine))


if __name__ == "__main__":
    main()
