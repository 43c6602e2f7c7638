"""What tests share: one process of dbt, and one build of the demo."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from builds import Build, build
from compiled import CompiledModels
from embedded_postgres import postgres_server
from redshift_front.process import running_front
from redshift_front.upstream import Upstream
from server_builds import ServerDemo, demo_on_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from embedded_postgres import Server


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo, built once, with every dbt test run. To be read only: a change goes to `copy_of_demo`."""
    return build(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def compiled(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The models that read what the last build left, to be run by themselves."""
    folder = tmp_path_factory.mktemp("compiled")
    shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb")
    return CompiledModels(folder)


@pytest.fixture
def copy_of_demo(demo: Build, tmp_path: Path) -> Callable[..., Build]:
    """A function that builds again, on a copy of the demo's database."""

    def build_again(*options: str, **settings: str) -> Build:
        shutil.copy(demo.folder / "scv.duckdb", tmp_path / "scv.duckdb")
        return build(tmp_path, *options, **settings)

    return build_again


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL for as long as the tests run."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def redshift(postgres: Server) -> Iterator[dict[str, str]]:
    """A simulated Redshift and its S3: what the environment is of whoever uses them."""
    with running_front(Upstream(postgres.host, postgres.port, postgres.user, postgres.password)) as settings:
        yield settings


@pytest.fixture(scope="session")
def postgres_demo(demo: Build, postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerDemo]:
    """The demo on PostgreSQL."""
    folder = tmp_path_factory.mktemp("demo_on_postgres")
    with postgres.database_of_its_own() as server, demo_on_server("postgres", server.settings(), demo, folder) as built:
        yield built


@pytest.fixture(scope="session")
def redshift_demo(
    demo: Build, redshift: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerDemo]:
    """The demo on the simulated Redshift."""
    with demo_on_server("redshift", redshift, demo, tmp_path_factory.mktemp("demo_on_redshift")) as built:
        yield built


@pytest.fixture(params=["postgres", "redshift"])
def server_demo(request: pytest.FixtureRequest) -> ServerDemo:
    """The demo on each server."""
    built: ServerDemo = request.getfixturevalue(f"{request.param}_demo")
    return built
