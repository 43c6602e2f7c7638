"""What the project does on a server alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from scv import cli
from scv.identity.rebuild import empty_ledger
from scv.project import ScvError, database_path, environment, project_directory
from targets import on_server

if TYPE_CHECKING:
    from pathlib import Path

    from embedded_postgres import Server
    from server_builds import ServerDemo

HOLD = """
import sys, time
from importlib import import_module
from pathlib import Path
from scv.project import project_directory
from scv.warehouse import target_credentials

target, profiles, schema = sys.argv[1:]
credentials = target_credentials(project_directory(), target, profiles=Path(profiles))
held = import_module(f"dbt_scv.{target}").lock_builds(credentials, schema)
print("held", flush=True)
time.sleep(600)
"""


def test_load_replaces_raw_tables_that_have_a_file(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (project_directory() / "data" / "demo" / "crm" / "supporters.csv").read_text().splitlines(keepends=True)
    shutil.copy(project_directory() / "profiles.example.yml", tmp_path / "profiles.yml")
    monkeypatch.setenv("DBT_PROFILES_DIR", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["scv", "load", str(tmp_path), "--target", "postgres"])
    (tmp_path / "crm").mkdir()
    with postgres.database_of_its_own() as server, environment(server.settings()):
        for count in (5, 3):
            (tmp_path / "crm" / "supporters.csv").write_text("".join(lines[: count + 1]))
            with pytest.raises(SystemExit) as ended:
                cli.main()
            assert not ended.value.code
            assert f"{count} rows  raw_crm.supporters" in capsys.readouterr().out
            assert server.run("select count(*), count(supporter_id) from raw_crm.supporters") == [(count, count)]
        tables = server.run("select relname from pg_class where relnamespace = 'raw_crm'::regnamespace")
        assert tables == [("supporters",)]


def test_of_two_builds_of_a_server_the_second_refuses_and_a_killed_one_leaves_no_lock(server_demo: ServerDemo) -> None:
    any_demo, credentials = on_server(server_demo), server_demo.credentials
    schema, lock = "scv_intermediate", import_module(f"dbt_scv.{server_demo.target}").lock_builds
    command = [sys.executable, "-c", HOLD, server_demo.target, str(any_demo.folder), schema]
    with subprocess.Popen(command, env={**os.environ, **any_demo.settings}, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        for writing in ("build", "seed"):
            refused = any_demo.dbt(writing, "--select", "dim_dates", "nicknames")
            assert f"Another build is writing to the schema {schema}" in str(refused.exception)
            assert "Nothing was changed. Wait until it has ended, then start again." in str(refused.exception)
            assert refused.result is None
        with pytest.raises(ScvError, match="Another build is writing"):
            empty_ledger(credentials)
        assert any_demo.dbt("compile", "--select", "dim_dates").success
        other.kill()

    assert any_demo.failures("run", "--select", "dim_dates") == []
    lock(credentials, schema).close()


def test_marts_on_postgresql_have_an_index_on_each_column_that_people_look_up_by(postgres_demo: ServerDemo) -> None:
    query = "select tablename || ':' || indexdef as index_text from pg_indexes where schemaname = 'scv'"
    postgres_demo.warehouse.execute(
        "create schema if not exists looked_at", f"create view looked_at.indexes as {query}"
    )
    found = postgres_demo.warehouse.read("looked_at.indexes", ["index_text"]).column(0).to_pylist()
    indexed = {(text.split(":")[0], text[text.rindex("(") + 1 : -1]) for text in found}
    assert {
        ("dim_customers", "pin"),
        ("bridge_customers_x_records", "record_key"),
        ("bridge_customers_x_households", "household_id"),
        ("fct_interactions", "occurred_at"),
        ("fct_orders", "order_id"),
        ("fct_service_cases", "case_id"),
        ("fct_web_sessions", "visitor_id"),
        ("pin_resolutions", "current_pin"),
    } <= indexed


def test_every_table_on_postgresql_is_analysed_raw_ones_too(postgres_demo: ServerDemo) -> None:
    postgres_demo.warehouse.execute(
        "create schema if not exists looked_at",
        "create view looked_at.never_analysed as select schemaname || '.' || relname as place from pg_stat_user_tables"
        " where last_analyze is null and n_live_tup > 0"
        " and (schemaname like 'scv%' or schemaname like 'raw%')",
    )
    found = postgres_demo.warehouse.read("looked_at.never_analysed", ["place"])
    assert found.column(0).to_pylist() == []


def test_commands_that_read_duckdb_alone_say_so_of_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(project_directory() / "profiles.example.yml", tmp_path / "profiles.yml")
    monkeypatch.setenv("SCV_TARGET", "postgres")
    with pytest.raises(ScvError, match="'postgres' is not a DuckDB database, and this command reads no other"):
        database_path(tmp_path)
