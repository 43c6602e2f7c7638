"""What a source overwrites stays in the history of the customer, who keeps the PIN and the household."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest

from builds import Build, build
from scv.project import project_directory

if TYPE_CHECKING:
    from pathlib import Path

# Supporters with no other record: what they said before a change is known from the last build alone.
MARRIED, MOVED, WRITES_FROM_ELSEWHERE, CHANGED_HER_MIND = "100006", "100046", "100196", "100012"
WANTS_NO_MAIL = "100010"
CHANGES = {
    MARRIED: {"LAST_NAME": "Whitfield", "TITLE": "Mrs"},
    MOVED: {"ADDRESS_1": "14 Mill Lane", "TOWN": "York", "COUNTY": "", "POSTCODE": "YO1 7HH"},
    WRITES_FROM_ELSEWHERE: {"EMAIL": "james.foster57@protonmail.com"},
    WANTS_NO_MAIL: {"EMAIL": ""},
    CHANGED_HER_MIND: {"POST_OPT_IN": "N", "CONSENT_DATE": "29/06/2026"},
}
CHANGED_ON = "30/06/2026 12:00"
STATE_STAYS = (
    "select record_key, pin from {bridge_customers_x_records} where record_key like 'crm.supporters:%' order by 1"
)


def change_supporters(folder: Path) -> None:
    """Write the changes into the CRM's extract, as the CRM would."""
    path = folder / "crm" / "supporters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["SUPPORTER_ID"] in CHANGES:
            row.update(CHANGES[row["SUPPORTER_ID"]], UPDATED_ON=CHANGED_ON)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def later(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo built again after five supporters changed something."""
    folder = tmp_path_factory.mktemp("later")
    shutil.copy(demo.folder / "scv.duckdb", folder / "scv.duckdb")
    shutil.copytree(project_directory() / "data" / "demo", folder / "raw")
    change_supporters(folder / "raw")
    return build(folder, "--exclude-resource-type", "unit_test", SCV_RAW_DIR=str(folder / "raw"))


def of_supporter(built: Build, supporter: str, columns: str, mart: str) -> list[tuple[object, ...]]:
    """Return rows of a supporter in a mart, by time."""
    return built.rows(f"""
        select {columns} from {{{mart}}} where pin in (
            select pin from {{bridge_customers_x_records}} where record_key = 'crm.supporters:{supporter}'
        ) order by all
    """)


def test_the_build_passes_and_nobody_changes_pin(demo: Build, later: Build) -> None:
    assert later.failures() == []
    assert later.rows(STATE_STAYS) == demo.rows(STATE_STAYS)


def test_a_change_of_name_shows_in_history(later: Build) -> None:
    names = of_supporter(later, MARRIED, "full_name, is_current, cast(valid_to as varchar), surname", "customer_names")
    assert names == [
        ("Beth Bailey", False, "2026-06-30 12:00:00", "Bailey"),
        ("Beth Whitfield", True, None, "Whitfield"),
    ]
    golden = of_supporter(later, MARRIED, "title, full_name", "dim_customers")
    assert golden == [("Mrs", "Beth Whitfield")]


def test_a_change_of_address_shows_in_history_and_keeps_the_household(demo: Build, later: Build) -> None:
    columns = "address_line_1, postcode, is_current, cast(valid_to as varchar)"
    assert of_supporter(later, MOVED, columns, "customer_addresses") == [
        ("101 Lavender Lane", "CO1 4UY", False, "2026-06-30 12:00:00"),
        ("14 Mill Lane", "YO1 7HH", True, None),
    ]
    home = "household_id, is_current, valid_to"
    before = of_supporter(demo, MOVED, home, "bridge_customers_x_households")
    assert before
    assert of_supporter(later, MOVED, home, "bridge_customers_x_households") == before


def test_a_change_of_email_shows_in_history(later: Build) -> None:
    columns = "email, is_preferred, is_current, valid_to is null"
    assert of_supporter(later, WRITES_FROM_ELSEWHERE, columns, "customer_emails") == [
        ("foster.james@outlook.com", False, False, False),
        ("james.foster57@protonmail.com", True, True, True),
    ]


def test_an_email_that_was_taken_out_is_history_alone(demo: Build, later: Build) -> None:
    assert of_supporter(demo, WANTS_NO_MAIL, "primary_email", "dim_customers") == [("andrewlilley@gmail.com",)]
    columns = "email, is_preferred, is_current, valid_to is null, record_count"
    assert of_supporter(later, WANTS_NO_MAIL, columns, "customer_emails") == [
        ("andrewlilley@gmail.com", False, False, False, 0)
    ]
    assert of_supporter(later, WANTS_NO_MAIL, "primary_email", "dim_customers") == [(None,)]


def test_a_withdrawal_replaces_a_consent_and_the_consent_stays_in_history(demo: Build, later: Build) -> None:
    where = "purpose || ' ' || medium || ' ' || status"
    assert ("marketing post granted",) in of_supporter(demo, CHANGED_HER_MIND, where, "customer_consents")
    assert ("marketing post withdrawn",) in of_supporter(later, CHANGED_HER_MIND, where, "customer_consents")
    columns = "medium, meaning, is_former, is_counted"
    statements = of_supporter(later, CHANGED_HER_MIND, columns, "customer_consent_statements")
    assert ("post", "consent", True, False) in statements
    assert ("post", "withdrawal", False, True) in statements


def test_households_that_did_not_change_keep_their_number(demo: Build, later: Build) -> None:
    query = "select pin, household_id from {bridge_customers_x_households} order by all"
    before, after = set(demo.rows(query)), set(later.rows(query))
    assert before <= after
