"""The demo with the linkage on Spark and the model of DuckDB's build: the same marts; on a server the same pairs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from builds import build
from server_builds import WITHOUT_TESTS, building_at, database_like, first_moment
from sparks import LOCAL, needs_spark
from test_parity import OF_ITS_OWN_BUILD, differences, marts

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from builds import Build
    from dbt_scv.warehouse import Warehouse
    from embedded_postgres import Server
    from server_builds import ServerDemo

pytestmark = needs_spark

LINKED = ("linkage_frequencies", "linkage_scored_pairs", "linkage_partition")


@pytest.fixture(scope="module")
def on_spark(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo, built at the same moment as on DuckDB. Its tests ran there."""
    folder = tmp_path_factory.mktemp("on_spark")
    with duckdb.connect(str(folder / "scv.duckdb")) as connection:
        connection.execute(f"attach '{demo.folder / 'scv.duckdb'}' as demo (read_only)")
        connection.execute("create schema main_intermediate")
        connection.execute("""
            create table main_intermediate.linkage_registry as from demo.main_intermediate.linkage_registry
        """)
    with building_at(first_moment(demo)):
        return build(folder, *WITHOUT_TESTS, "--vars", spark_vars(folder))


def spark_vars(folder: Path) -> str:
    """The vars of a build whose linkage runs on a small Spark, with its tables in a folder."""
    settings = {"linkage_engine": "spark", "spark_master": "local[2]", "spark_place": str(folder), "spark_conf": LOCAL}
    return json.dumps(settings)


def test_every_mart_is_the_same_row_by_row(demo: Build, on_spark: Build) -> None:
    assert on_spark.failures() == []
    different: dict[str, Any] = {}
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        connection.execute(f"attach '{on_spark.folder / 'scv.duckdb'}' as other (read_only)")
        for mart in marts(on_spark):
            own = OF_ITS_OWN_BUILD.get(mart.name, ())
            here, there = (
                connection.table(f"{database}.{mart.schema}.{mart.name}").to_arrow_table().drop_columns(own)
                for database in ("scv", "other")
            )
            assert there.schema.equals(here.schema)
            if found := differences(here, there):
                different[mart.name] = found
    assert different == {}
    assert len(marts(on_spark)) > 50


def test_it_was_spark_that_linked(on_spark: Build) -> None:
    linked = [result for result in on_spark.answer.result.results if result.node.name == "linkage_scored_pairs"]  # type: ignore[union-attr]
    assert json.loads(linked[0].node.config["linkage_engine"])["name"] == "spark"
    assert on_spark.rows("select count(*) from {linkage_scored_pairs}")[0][0] > 20_000


def test_on_postgresql_spark_makes_the_same_pairs_and_clusters(
    postgres: Server, postgres_demo: ServerDemo, tmp_path: Path
) -> None:
    before = tables(postgres_demo.warehouse)
    with database_like(postgres, postgres_demo, tmp_path) as (copy, warehouse):
        warehouse.execute(*(f"drop table scv_intermediate.{name}" for name in LINKED))
        options = ("--select", "linkage_frequencies+,+pin_proposals", *WITHOUT_TESTS)
        linked = build(tmp_path, *options, "--vars", spark_vars(tmp_path), target="postgres", **copy.settings())
        assert linked.failures() == []
        after = tables(warehouse)
        assert warehouse.read("scv_intermediate.pin_proposals", []).num_rows == 0
    assert [name for name in LINKED if not after[name].equals(before[name])] == []
    assert before["linkage_scored_pairs"].num_rows > 20_000


def tables(warehouse: Warehouse) -> dict[str, pa.Table]:
    """What the linkage made, in one order."""
    read: dict[str, pa.Table] = {}
    for name in LINKED:
        schema = warehouse.schema(f"scv_intermediate.{name}")
        assert schema is not None
        rows = warehouse.read(f"scv_intermediate.{name}", schema.names)
        read[name] = rows.sort_by([(column, "ascending") for column in schema.names])
    return read
