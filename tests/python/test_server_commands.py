"""dbt's other commands on the servers, Python models included: what a dbt user expects of each."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from builds import Build, copy_project
from scv.project import ScvError, database_path, project_directory

if TYPE_CHECKING:
    from pathlib import Path

    from server_builds import ServerDemo

# From the raw tables to the first Python models, and what reads them.
SELECTED = ("--select", "+pin_proposed_churn", "--exclude-resource-type", "unit_test", "test")


def test_nothing_is_modified_until_a_python_model_is(server_demo: ServerDemo, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    shutil.copytree(server_demo.build.folder / "target", tmp_path / "last_good")
    state = ("--state", str(tmp_path / "last_good"))
    model = project / "python_models" / "linkage" / "linkage_partition.py"
    model.write_text(model.read_text().replace("def model(", "# another line\ndef model("))
    listed = server_demo.dbt("ls", "--select", "state:modified", "--resource-type", "model", *state, project=project)
    assert listed.result == ["scv.linkage.linkage_partition"]


def test_compile_and_docs_know_python_models(server_demo: ServerDemo) -> None:
    compiled = server_demo.dbt("compile", "--select", "linkage_partition", "dim_customers")
    assert compiled.success
    assert {result.status.value for result in compiled.result.results} == {"success"}  # type: ignore[union-attr]
    generated = server_demo.dbt("docs", "generate")
    assert generated.success, getattr(generated.result, "errors", None)
    catalogue = json.loads((server_demo.build.folder / "target" / "catalog.json").read_text())["nodes"]
    assert {"model.scv.dim_customers", "model.scv.linkage_partition", "model.scv.int_identity__staged_records"} <= set(
        catalogue
    )
    columns = catalogue["model.scv.linkage_partition"]["columns"]
    assert {"fingerprint_id", "cluster_id"} <= {name.lower() for name in columns}


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


def test_an_empty_build_makes_every_table_without_rows(server_demo: ServerDemo) -> None:
    schema: dict[str, Any] = {f"SCV_{server_demo.target.upper()}_SCHEMA": "scv_empty"}
    whole_or_part = () if server_demo.target == "postgres" else SELECTED
    for options in (whole_or_part, (*SELECTED, "--full-refresh")):
        answer = server_demo.dbt("build", "--empty", *options, **schema)
        assert Build(server_demo.build.folder, answer).failures() == []
    for table, column in (("linkage_scored_pairs", "fingerprint_id_l"), ("int_identity__records", "record_key")):
        place = f"scv_empty_intermediate.{table}"
        assert server_demo.warehouse.schema(place) is not None
        assert server_demo.warehouse.read(place, [column]).num_rows == 0
