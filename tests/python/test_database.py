"""A database that another process writes to: what everyone else is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import duckdb
import pytest

from scv import database
from scv.identity.rebuild import what_is_lost
from scv.project import ScvError

if TYPE_CHECKING:
    from pathlib import Path

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A database and the process that has it open for writing."""
    path = tmp_path / "scv.duckdb"
    duckdb.connect(str(path)).close()
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        yield path, process.pid
        process.stdin.close()


def test_a_database_in_use_is_said_to_be_with_what_to_do(held: tuple[Path, int]) -> None:
    path, process = held
    said = f"{path} is in use: process {process} .* Wait for the other to end and try again"
    with pytest.raises(ScvError, match=said):
        what_is_lost(path)
    with pytest.raises(ScvError, match=said), database.built(path):
        pass


def test_make_build_says_it_on_standard_error(
    held: tuple[Path, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, process = held
    monkeypatch.setattr("scv.database.database_path", lambda _: path)
    database.main()
    assert f"process {process} " in capsys.readouterr().err


def test_a_free_database_is_not_worth_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scv.duckdb"
    duckdb.connect(str(path)).close()
    monkeypatch.setattr("scv.database.database_path", lambda _: path)
    database.main()
    assert capsys.readouterr().err == ""
