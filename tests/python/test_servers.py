"""What the project does on a server alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from scv.project import ScvError, database_path, project_directory

if TYPE_CHECKING:
    from pathlib import Path

    from server_builds import ServerDemo


def test_marts_on_postgresql_have_an_index_on_each_column_that_people_look_up_by(postgres_demo: ServerDemo) -> None:
    query = "select tablename || ':' || indexdef as index_text from pg_indexes where schemaname = 'scv'"
    postgres_demo.warehouse.execute("create schema looked_at", f"create view looked_at.indexes as {query}")
    postgres_demo.warehouse.schema("looked_at.indexes")
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


def test_commands_that_read_duckdb_alone_say_so_of_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(project_directory() / "profiles.example.yml", tmp_path / "profiles.yml")
    monkeypatch.setenv("SCV_TARGET", "postgres")
    with pytest.raises(ScvError, match="'postgres' is not a DuckDB database, and this command reads no other"):
        database_path(tmp_path)
