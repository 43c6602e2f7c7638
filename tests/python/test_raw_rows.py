"""No raw row is lost: every raw table is under the tests that follow its rows into a fact, a record or a rejection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from scv.project import project_directory, run_dbt

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Build

# Rows that describe somebody and are no event: each is a record, or says nothing to know anyone by.
PEOPLE = {"crm.supporters", "web_shop.accounts", "store.loyalty_cards", "email.subscribers", "records_file.records"}


def manifest(demo: Build) -> dict[str, Any]:
    """Return what dbt knows of the project."""
    return dict(json.loads((demo.folder / "target" / "manifest.json").read_text()))


def raw_tables(known: dict[str, Any]) -> set[str]:
    """Return every raw table as `<channel>.<table>`."""
    return {f"{source['source_name']}.{source['name']}" for source in known["sources"].values()}


def read_by(known: dict[str, Any], node: str) -> set[str]:
    """Return the raw tables whose staging models a test or a model reads."""
    names = known["nodes"][node]["depends_on"]["nodes"]
    staged = {name.removeprefix("model.scv.stg_") for name in names if name.startswith("model.scv.stg_")}
    return {name.replace("__", ".") for name in staged}


def test_of_every_raw_table_each_row_is_accepted_or_rejected(demo: Build) -> None:
    known = manifest(demo)
    tested = {
        f"{arguments['channel']}.{arguments['source_table']}"
        for node in known["nodes"].values()
        if (node.get("test_metadata") or {}).get("name") == "accepted_plus_rejected_equals_raw"
        for arguments in [node["test_metadata"]["kwargs"]]
    }
    assert tested == raw_tables(known)


def test_of_every_raw_table_of_events_each_accepted_row_is_in_a_fact(demo: Build) -> None:
    known = manifest(demo)
    events = {table for table in raw_tables(known) - PEOPLE if not table.startswith("reference.")}
    assert read_by(known, "test.scv.every_accepted_row_is_in_a_fact") == events


def test_every_raw_table_of_people_is_followed_into_records(demo: Build) -> None:
    known = manifest(demo)
    followed = known["nodes"]["test.scv.every_person_row_is_a_record_or_says_nothing"]["depends_on"]["nodes"]
    assert "model.scv.int_identity__staged_records" in followed
    assert read_by(known, "model.scv.int_identity__staged_records") >= PEOPLE


def freshness(folder: Path, channels: list[str], days: int) -> dict[str, str]:
    """Return what `dbt source freshness` says of each raw table."""
    settings = json.dumps({"channels": channels, "freshness_days": days})
    answer = run_dbt(["source", "freshness", "--quiet", "--vars", settings], project_directory(), folder)
    assert answer.exception is None
    results = getattr(answer.result, "results", [])
    sources = [one for one in results if one.node.resource_type == "source"]
    return {f"{one.node.source_name}.{one.node.name}": str(one.status) for one in sources}


def test_freshness_warns_of_old_rows_and_an_absent_channel_is_never_late(tmp_path: Path) -> None:
    late = freshness(tmp_path, ["crm"], days=1)
    in_time = freshness(tmp_path, ["crm"], days=100_000)

    assert late["crm.donations"] == "warn"
    assert in_time["crm.donations"] == "pass"
    assert {status for table, status in late.items() if not table.startswith("crm.")} == {"pass"}
    assert "web_shop.orders" in late
