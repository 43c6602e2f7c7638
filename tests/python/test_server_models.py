"""Python models on PostgreSQL and the simulated Redshift: what dbt's documentation promises of them, and failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from small_project import SmallProject, outcome, small_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dbt.cli.main import dbtRunnerResult

    from embedded_postgres import Server

SELECTED = ("--exclude", "cut_off", "every_type_back", "no_rows_back")


@dataclass(frozen=True)
class Runs:
    """What dbt said of each run of the small project, and the project as it stands."""

    project: SmallProject
    first: dbtRunnerResult
    second: dbtRunnerResult


@pytest.fixture(scope="module", params=["postgres", "redshift"])
def runs(request: pytest.FixtureRequest, postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The small project on each server, run in two phases."""
    front = request.getfixturevalue("redshift") if request.param == "redshift" else {}
    folder = tmp_path_factory.mktemp(f"models_on_{request.param}")
    with small_project(request.param, postgres, front, "small", folder) as project:
        first = project.run(*SELECTED)
        second = project.run(*SELECTED, phase=2)
        yield Runs(project, first, second)


def test_arrow_batches_are_a_result_like_any(runs: Runs) -> None:
    rows = runs.project.rows("select letter, place from from_batches order by place")
    assert rows == [("a", 1.0), ("b", 2.0), (None, None)]


def test_meta_and_parameters_reach_the_model(runs: Runs) -> None:
    assert runs.project.rows("select distinct unit from numbers") == [("metres",)]


def test_an_increment_replaces_by_unique_key_and_may_add_columns(runs: Runs) -> None:
    rows = runs.project.rows("select number, state, known from kept_up order by number")
    assert rows == [(1, "first", None), (2, "first", None), (3, "second", 3), (4, "new", 0)]


def test_without_a_unique_key_an_increment_is_appended(runs: Runs) -> None:
    rows = runs.project.rows("select phase, count(*) from appended group by phase order by phase")
    assert rows == [(1, 3), (2, 3)]


def test_grants_of_the_config_hold_for_python_models_and_for_no_others(runs: Runs) -> None:
    may_read = "select has_table_privilege('pg_monitor', %s, 'select')"
    tables = ("numbers", "appended", "kept_up")
    assert [runs.project.rows(may_read, table)[0][0] for table in tables] == [True, True, False]


def test_a_model_that_raises_shows_its_own_lines_and_leaves_the_earlier_table(runs: Runs) -> None:
    status, message = outcome(runs.second, "falls_over")
    assert status == "error"
    assert 'File "models/falls_over.py", line 7, in model' in message
    assert 'File "models/falls_over.py", line 2, in length_of' in message
    assert "return len(word)" in message
    assert "TypeError: object of type 'NoneType' has no len()" in message
    assert "submission.py" not in message
    assert runs.project.rows("select letters from falls_over") == [(3,)]


def test_a_package_that_is_not_there_is_named_before_the_model_runs(runs: Runs) -> None:
    status, message = outcome(runs.first, "asks_for_package")
    assert status == "error"
    assert "no-such-package>=3" in message
    assert "pip install" in message


def test_a_full_refresh_begins_anew_and_empty_brings_no_rows(runs: Runs) -> None:
    runs.project.run("--select", "appended", "kept_up", "--full-refresh")
    assert runs.project.rows("select count(*), min(phase), max(phase) from appended") == [(3, 1, 1)]
    assert list(runs.project.columns("small.kept_up")) == ["number", "state"]
    runs.project.run("--select", "appended", "--full-refresh", "--empty")
    assert runs.project.rows("select count(*) from appended") == [(0,)]


def test_no_log_or_compiled_file_holds_a_secret(runs: Runs) -> None:
    files = [file for file in runs.project.folder.rglob("*") if file.is_file()]
    assert any(file.name == "dbt.log" for file in files)
    secrets = [
        value for name, value in runs.project.settings.items() if name.endswith(("PASSWORD", "SECRET_ACCESS_KEY"))
    ]
    assert secrets
    for secret in secrets:
        assert not [file for file in files if secret.encode() in file.read_bytes()]
