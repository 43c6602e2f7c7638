"""The linkage on a Spark that it does not start itself: a standalone cluster, and a Spark Connect server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from scv.linkage.steps import count_frequencies
from spark_cluster import connect_server, run_python, standalone_cluster
from sparks import Table, needs_spark, spark_config

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Build

pytestmark = needs_spark

# Runs in a process of its own, since a process has one Spark.
LINK = """
import sys
import pyarrow.compute as compute
import pyarrow.parquet as parquet
from pathlib import Path
from scv.linkage.evidence import Thresholds
from scv.linkage.partitioning import cluster
from scv.linkage.steps import score_new
from sparks import Table
from test_incremental_linkage import NO_DECISIONS, RULES

folder, engine = Path({folder!r}), {engine!r}
tables = {{path.stem: Table(parquet.read_table(path)) for path in folder.glob("*.parquet")}}
scored = score_new(tables["fingerprints"], tables["models"], tables["frequencies"], None, engine)
parquet.write_table(scored, folder / "found" / "scored.parquet")
pairs = scored.filter(compute.less(scored.column("fingerprint_id_l"), scored.column("fingerprint_id_r")))
clustered = cluster(
    tables["fingerprints"], Table(pairs), Table(NO_DECISIONS), Table(RULES), tables["pins"], tables["basis"],
    Thresholds(0, -1), engine,
)
parquet.write_table(clustered, folder / "found" / "clustered.parquet")
"""


@pytest.fixture
def exchange(demo: Build, tmp_path: Path) -> Path:
    """A folder with the linkage's input as files, and what DuckDB makes of it in `expected`."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        fingerprints = connection.sql(
            "select * from main_intermediate.int_identity__fingerprints order by fingerprint_id limit 600"
        ).to_arrow_table()
        models = connection.sql("select * from main_intermediate.linkage_registry").to_arrow_table()
    tables = {
        "fingerprints": fingerprints,
        "models": models,
        "frequencies": count_frequencies(Table(fingerprints), Table(models), None),
        "pins": pa.table({"fingerprint_id": pa.array([], pa.int64()), "pin": pa.array([], pa.string())}),
        "basis": pa.table({"model_id": ["m"], "rules": ["r"], "basis": ["b"]}),
    }
    for name, rows in tables.items():
        pyarrow.parquet.write_table(rows, tmp_path / f"{name}.parquet")
    for name in ("found", "expected", "place", "processes"):
        (tmp_path / name).mkdir()
    run_python(LINK.format(folder=str(tmp_path), engine=None), {})
    for path in (tmp_path / "found").iterdir():
        path.rename(tmp_path / "expected" / path.name)
    return tmp_path


def assert_as_expected(exchange: Path) -> None:
    """What was found is what DuckDB made, row by row."""
    for name in ("scored", "clustered"):
        found, expected = (
            pyarrow.parquet.read_table(exchange / side / f"{name}.parquet") for side in ("found", "expected")
        )
        order = [(column, "ascending") for column in expected.schema.names]
        assert found.sort_by(order).equals(expected.sort_by(order)), name
        assert found.num_rows >= 600


def test_a_standalone_cluster_of_two_workers_gives_what_duckdb_gives(exchange: Path) -> None:
    processes = exchange / "processes"
    with standalone_cluster(processes) as master:
        config = json.loads(spark_config(exchange / "place", master))
        config["conf"] |= {"spark.executor.memory": "600m", "spark.driver.host": "127.0.0.1"}
        run_python(LINK.format(folder=str(exchange), engine=json.dumps(config)), {})
    assert_as_expected(exchange)
    for worker in ("work1", "work2"):
        assert list(processes.glob(f"{worker}/app-*/*/stderr")), f"{worker} had no part in it"


def test_a_spark_connect_server_gives_what_duckdb_gives(exchange: Path) -> None:
    with connect_server(exchange / "processes") as remote:
        engine = spark_config(exchange / "place", "")
        run_python(LINK.format(folder=str(exchange), engine=engine), {"SPARK_REMOTE": remote, "JAVA_HOME": "/nowhere"})
    assert_as_expected(exchange)
