"""The demo on every engine, with the same promoted model at the same moment: every mart is the same, row by row."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import duckdb

from builds import Build
from scv.identity.rebuild import what_is_lost
from scv.review.queue import read_questions
from scv.summary import summarise
from server_builds import build_later, first_moment, later_extracts, later_on_postgres

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from dbt_scv.warehouse import Warehouse
    from embedded_postgres import Server
    from server_builds import ServerDemo

# Sums of floating point depend on the order of rows, and logarithms on the machine's library: so much of a value may
# differ, and nothing else.
RELATIVE_TOLERANCE = 1e-9
FLOATS = ("FLOAT", "DOUBLE")

# What can't be equal in two builds, wherever they run: when a build began and ended, and the name made of that.
OF_ITS_OWN_BUILD = {
    "linkage_runs": ("run_id", "started_at", "finished_at"),
    "linkage_run_figures": ("run_id",),
    "linkage_drift": ("run_id",),
}


def marts(built: Build) -> list[Any]:
    """The marts of a build."""
    nodes = [result.node for result in built.answer.result.results]  # type: ignore[union-attr]
    return [node for node in nodes if node.resource_type == "model" and node.fqn[1] == "marts"]


def test_the_demo_builds_on_a_server_with_every_test(server_demo: ServerDemo) -> None:
    assert server_demo.build.failures() == []


def test_summary_questions_and_what_a_rebuild_would_lose_are_the_same_on_a_server(
    demo: Build, server_demo: ServerDemo
) -> None:
    file, server = demo.folder / "scv.duckdb", server_demo.credentials
    assert replace(summarise(server), database="") == replace(summarise(file), database="")
    assert read_questions(server, 50, ()) == read_questions(file, 50, ())
    assert what_is_lost(server) == what_is_lost(file)


def test_every_mart_is_the_same_on_a_server_row_by_row(demo: Build, server_demo: ServerDemo) -> None:
    compared = marts(server_demo.build)
    assert unlike(compared, demo.folder, server_demo.warehouse) == {}
    assert len(compared) > 50


def test_every_mart_is_the_same_after_a_later_day(
    demo: Build, postgres: Server, postgres_demo: ServerDemo, tmp_path: Path
) -> None:
    moment = first_moment(demo) + timedelta(days=1)
    raw = later_extracts(tmp_path)
    (tmp_path / "server").mkdir()
    shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built_here = pool.submit(build_later, tmp_path, raw, moment)
        with later_on_postgres(postgres, postgres_demo, tmp_path / "server", raw, moment) as (there, warehouse):
            assert [*built_here.result(), *there.failures()] == []
            assert unlike(marts(there), tmp_path, warehouse) == {}
    changed = Build(tmp_path, there.answer).rows("select count(*) from {pin_ledger} where run_id = 2")
    assert changed[0][0] > 10


def unlike(compared: list[Any], folder: Path, warehouse: Warehouse) -> dict[str, Any]:
    """The marts that differ between the DuckDB file in a folder and a server, each with rows that show it."""
    different: dict[str, Any] = {}
    with duckdb.connect(str(folder / "scv.duckdb"), read_only=True) as connection:
        for mart in compared:
            here = connection.table(f"{mart.schema.replace('scv', 'main', 1)}.{mart.name}").to_arrow_table()
            table = f"{mart.schema}.{mart.name}"
            schema = warehouse.schema(table)
            assert schema is not None
            assert schema.names == here.schema.names
            there = warehouse.read(table, schema.names)
            own = OF_ITS_OWN_BUILD.get(mart.name, ())
            if found := differences(here.drop_columns(own), there.drop_columns(own)):
                different[mart.name] = found
    return different


def differences(here: pa.Table, there: pa.Table) -> list[tuple[Any, ...]]:
    """Five rows at most that differ between the tables: floats by more than the tolerance, all else at all."""
    with duckdb.connect() as connection:
        connection.register("here", here)
        connection.register("there", there)
        kinds = {row[0]: row[1] for row in connection.execute("describe here").fetchall()}
        exact = [f'cast("{name}" as {kind}) as "{name}"' for name, kind in kinds.items() if kind not in FLOATS]
        floats = [name for name, kind in kinds.items() if kind in FLOATS]
        order = ", ".join(f'"{name}"' for name in [*(n for n in kinds if n not in floats), *floats])
        listed = ", ".join([*exact, *(f'"{name}"' for name in floats)])
        for side in ("here", "there"):
            connection.execute(
                f"create table numbered_{side} as"
                f" select *, row_number() over (order by {order}) as row_no from (select {listed} from {side})"
            )
        unequal = [f'here."{name}" is distinct from there."{name}"' for name in kinds if name not in floats]
        unequal += [
            f'not coalesce({_close(name)}, here."{name}" is null and there."{name}" is null)' for name in floats
        ]
        return connection.execute(
            "select here, there from numbered_here as here full join numbered_there as there using (row_no)"
            f" where here.row_no is null or there.row_no is null or {' or '.join(unequal)} limit 5"
        ).fetchall()


def _close(name: str) -> str:
    """Whether the two floats are as near each other as the tolerance asks."""
    here, there = f'here."{name}"', f'there."{name}"'
    return f"abs({here} - {there}) <= {RELATIVE_TOLERANCE} * greatest(abs({here}), abs({there}), 1)"
