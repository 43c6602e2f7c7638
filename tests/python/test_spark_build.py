"""The demo with the linkage on Spark and the model of DuckDB's build: every mart is the same, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

import scv.identity.steps
from builds import build
from sparks import LOCAL, needs_spark
from test_parity import OF_ITS_OWN_BUILD, differences, marts

if TYPE_CHECKING:
    from builds import Build

pytestmark = needs_spark


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
    settings = {"linkage_engine": "spark", "spark_master": "local[2]", "spark_place": str(folder), "spark_conf": LOCAL}
    moment = demo.rows("select started_at from {pin_runs}")[0][0]
    tests = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scv.identity.steps, "now", lambda: moment)
        return build(folder, *tests, "--vars", json.dumps(settings))


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
