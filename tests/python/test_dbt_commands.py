"""dbt's other commands on every target, Python models included: what a dbt user expects of each."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builds import Build, copy_project
from targets import AnyDemo, on_duckdb, on_server

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# From the raw tables to the first Python models, and what reads them; then without what comes before the linkage.
SELECTED = ("--select", "+pin_proposed_churn", "--exclude-resource-type", "unit_test", "test")
LINKAGE = ("--select", "int_identity__fingerprints+,+pin_proposed_churn", *SELECTED[2:])
# From the fingerprints to what is told of PINs.
LINKAGE_AND_PINS = (
    "--select", "int_identity__fingerprints+,+pin_events", "int_identity__fingerprints+,+pin_churn",
    "pin_assignments", "pin_resolutions", *SELECTED[2:],
)  # fmt: skip
KEPT = {
    "intermediate": ("pin_runs", "pin_ledger", "linkage_registry", "linkage_scored_pairs", "linkage_partition"),
    "": ("pin_assignments", "pin_events", "pin_resolutions", "pin_churn"),
}


@pytest.fixture(scope="session")
def duckdb_copy(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> AnyDemo:
    """A copy of the demo on DuckDB, for dbt to run in."""
    return on_duckdb(demo, tmp_path_factory.mktemp("demo_on_duckdb"))


@pytest.fixture(params=["duckdb", "postgres", "redshift"])
def any_demo(request: pytest.FixtureRequest) -> AnyDemo:
    """The demo on each target."""
    if request.param == "duckdb":
        copied: AnyDemo = request.getfixturevalue("duckdb_copy")
        return copied
    return on_server(request.getfixturevalue(f"{request.param}_demo"))


def test_nothing_is_modified_until_a_python_model_is(any_demo: AnyDemo, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    shutil.copytree(any_demo.folder / "target", tmp_path / "last_good")
    state = ("--state", str(tmp_path / "last_good"))
    model = project / "python_models" / "linkage" / "linkage_partition.py"
    model.write_text(model.read_text().replace("def model(", "# another line\ndef model("))
    listed = any_demo.dbt("ls", "--select", "state:modified", "--resource-type", "model", *state, project=project)
    assert listed.result == ["scv.linkage.linkage_partition"]


def test_ls_selects_through_python_models_up_and_down(any_demo: AnyDemo) -> None:
    selected = ("--select", "linkage_registry+,+pin_proposals", "--resource-type", "model", "--output", "name")
    listed = any_demo.dbt("ls", *selected)
    assert {"linkage_registry", "linkage_scored_pairs", "linkage_partition", "pin_proposals"} <= set(listed.result)  # type: ignore[arg-type]
    assert "dim_customers" not in listed.result  # type: ignore[operator]


def test_compile_and_docs_know_python_models(any_demo: AnyDemo) -> None:
    compiled = any_demo.dbt("compile", "--select", "linkage_partition", "dim_customers")
    assert compiled.success
    assert {result.status.value for result in compiled.result.results} == {"success"}  # type: ignore[union-attr]
    generated = any_demo.dbt("docs", "generate")
    assert generated.success, getattr(generated.result, "errors", None)
    catalogue = json.loads((any_demo.folder / "target" / "catalog.json").read_text())["nodes"]
    assert {"model.scv.dim_customers", "model.scv.linkage_partition", "model.scv.int_identity__staged_records"} <= set(
        catalogue
    )
    columns = catalogue["model.scv.linkage_partition"]["columns"]
    assert {"fingerprint_id", "cluster_id"} <= {name.lower() for name in columns}


def test_a_second_build_and_a_full_refresh_leave_pairs_clusters_and_pins_as_they_were(any_demo: AnyDemo) -> None:
    before = kept(any_demo)
    assert before["pin_ledger"].num_rows > 0
    for options in ((), ("--full-refresh",)):
        assert any_demo.failures("build", *LINKAGE_AND_PINS, *options) == []
        assert [name for name, rows in kept(any_demo).items() if not rows.equals(before[name])] == [], options
        assert any_demo.table("intermediate", "pin_proposals").num_rows == 0


def kept(built: AnyDemo) -> dict[str, pa.Table]:
    """The rows, in one order, of what a build adds to or replaces where something is new."""
    tables = {name: built.table(schema, name) for schema, names in KEPT.items() for name in names}
    return {
        name: rows.sort_by([(column, "ascending") for column in rows.schema.names]) for name, rows in tables.items()
    }


def test_an_empty_build_makes_every_table_without_rows(any_demo: AnyDemo, tmp_path: Path) -> None:
    empty = any_demo if any_demo.warehouse else replace(any_demo, folder=tmp_path)
    whole_or_part = () if any_demo.target == "postgres" else SELECTED
    for options in (whole_or_part, (*LINKAGE, "--full-refresh")):
        assert empty.failures("build", "--empty", *options, **{empty.schema_variable: "scv_empty"}) == []
    schema = "intermediate" if empty.warehouse is None else "empty_intermediate"
    for table in ("linkage_scored_pairs", "int_identity__records"):
        assert empty.table(schema, table).num_rows == 0
