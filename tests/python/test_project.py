"""The project is found, and so is the database that its profile names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scv.project import ScvError, database_path, environment, project_directory

PROFILE = Path(project_directory(), "profiles.example.yml").read_text()


def test_the_project_is_found_from_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    root = project_directory()
    monkeypatch.delenv("SCV_PROJECT_DIR", raising=False)
    monkeypatch.chdir(root / "models" / "staging")

    assert project_directory() == root


def test_a_wrong_project_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCV_PROJECT_DIR", str(tmp_path))

    with pytest.raises(ScvError, match="there is no dbt_project"):
        project_directory()


def test_the_database_is_the_one_the_profile_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "profiles.yml").write_text(PROFILE)

    monkeypatch.delenv("SCV_DUCKDB_PATH", raising=False)
    assert database_path(tmp_path) == tmp_path / "scv.duckdb"
    monkeypatch.setenv("SCV_DUCKDB_PATH", "elsewhere.duckdb")
    assert database_path(tmp_path) == tmp_path / "elsewhere.duckdb"


def test_a_missing_profile_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ScvError, match="make build"):
        database_path(tmp_path)


def test_environment_is_put_back() -> None:
    os.environ.pop("SCV_TRIED", None)
    with environment({"SCV_TRIED": "1", "PATH": "/nowhere"}):
        assert os.environ["SCV_TRIED"] == "1"

    assert "SCV_TRIED" not in os.environ
    assert os.environ["PATH"] != "/nowhere"
