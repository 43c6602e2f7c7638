"""The demo on a server: raw extracts loaded, the model that DuckDB's build trained promoted, every dbt test run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from builds import Build, build
from scv.load import load
from scv.project import environment, project_directory
from scv.warehouse import opened, target_credentials

if TYPE_CHECKING:
    from datetime import datetime

    from dbt_scv.warehouse import Warehouse
    from embedded_postgres import Server

REGISTRY = "linkage_registry"
WITHOUT_TESTS = ("--exclude-resource-type", "test", "unit_test")


@dataclass(frozen=True)
class ServerDemo:
    """The demo as it was built on a server, a way to read it, and what the profile reads."""

    target: str
    build: Build
    warehouse: Warehouse
    credentials: Any
    settings: Mapping[str, str]


@contextmanager
def later_on_postgres(
    server: Server, built: ServerDemo, folder: Path, raw: Path, moment: datetime
) -> Iterator[tuple[Build, Warehouse]]:
    """Build once more from these extracts in a copy of the demo's database, as if it were that moment."""
    with database_like(server, built, folder) as (copy, warehouse), building_at(moment):
        list(load(raw, project_directory(), target_credentials(project_directory(), "postgres", profiles=folder)))
        yield build(folder, *WITHOUT_TESTS, target="postgres", **copy.settings()), warehouse


@contextmanager
def database_like(server: Server, built: ServerDemo, folder: Path) -> Iterator[tuple[Server, Warehouse]]:
    """A copy of the demo's database on PostgreSQL, and a way to read it; a folder for the profile."""
    project = project_directory()
    shutil.copy(project / "profiles.example.yml", folder / "profiles.yml")
    with (
        server.copy_of(built.settings["SCV_POSTGRES_DATABASE"]) as copy,
        environment(copy.settings()),
        opened(target_credentials(project, "postgres", profiles=folder)) as warehouse,
    ):
        yield copy, warehouse


def build_later(folder: Path, raw: Path, moment: datetime) -> list[str]:
    """Build once more on DuckDB from these extracts, as if it were that moment; returns what did not pass."""
    with building_at(moment):
        return build(folder, *WITHOUT_TESTS, SCV_RAW_DIR=str(raw)).failures()


def first_moment(demo: Build) -> datetime:
    """When the demo's PINs were built."""
    moment: datetime = demo.rows("select started_at from {pin_runs}")[0][0]
    return moment


@contextmanager
def building_at(moment: datetime) -> Iterator[None]:
    """PINs are given at this moment."""
    import scv.identity.steps

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scv.identity.steps, "now", lambda: moment)
        yield


@contextmanager
def demo_on_server(target: str, settings: Mapping[str, str], demo: Build, folder: Path) -> Iterator[ServerDemo]:
    """Build the demo on a target at the same moment as on DuckDB."""
    project = project_directory()
    shutil.copy(project / "profiles.example.yml", folder / "profiles.yml")
    with environment(settings), building_at(first_moment(demo)):
        credentials = target_credentials(project, target, profiles=folder)
        assert len(list(load(project / "data" / "demo", project, credentials))) > 20
        with opened(credentials) as warehouse:
            promote(warehouse, demo, "scv_intermediate")
            yield ServerDemo(target, build(folder, target=target), warehouse, credentials, settings)


def promote(warehouse: Warehouse, demo: Build, schema: str) -> None:
    """Put the demo's trained model where a build on the server looks for one."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        models = connection.sql(f"select * from main_intermediate.{REGISTRY}").to_arrow_table()
    warehouse.execute(f"create schema {schema}")
    warehouse.write(f"{schema}.{REGISTRY}", models)


def later_extracts(folder: Path) -> Path:
    """The demo's extracts as of a later day: the CRM has lost some supporters, changed others and has some twice."""
    raw = folder / "later"
    shutil.copytree(project_directory() / "data" / "demo", raw)
    supporters = raw / "crm" / "supporters.csv"
    with duckdb.connect() as connection:
        connection.execute(
            "create table said as"
            " select *, cast(SUPPORTER_ID as bigint) % 60 as turn from read_csv(?, header = true, all_varchar = true)",
            [str(supporters)],
        )
        connection.execute(
            """
            copy (
                select * exclude (turn) from said where turn not in (0, 1)
                union all
                select * exclude (turn) replace (
                    'Moved' as LAST_NAME, '1 New Street' as ADDRESS_1, 'LS6 1AA' as POSTCODE,
                    '01/06/2026 10:00' as UPDATED_ON
                )
                from said where turn = 1
                union all
                select * exclude (turn) replace (cast(SUPPORTER_ID as bigint) + 900000 as SUPPORTER_ID, null as EMAIL)
                from said where turn = 2
                order by all
            ) to ? (header)
            """.replace("?", f"'{supporters}'")
        )
    return raw
