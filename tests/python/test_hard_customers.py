"""Customers who are hard to get right: the marts say of each what `hard_customers.yml` expects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml

if TYPE_CHECKING:
    from builds import Build

CUSTOMERS = yaml.safe_load((Path(__file__).parents[2] / "data" / "hard_customers.yml").read_text(encoding="utf-8"))

# A section of the file and the query of the customer's rows; `$pin` is the customer.
MARTS = {
    "golden": "select * from {dim_customers} where pin = $pin",
    "names": "select * from {customer_names} where pin = $pin",
    "addresses": "select * from {customer_addresses} where pin = $pin",
    "emails": "select * from {customer_emails} where pin = $pin",
    "phones": "select * from {customer_phones} where pin = $pin",
    "consents": "select * from {customer_consents} where pin = $pin",
    "contactability": "select * from {customer_contactability} where pin = $pin",
    "suppressions": "select * from {customer_suppressions} where pin = $pin",
    "household": """
        select dim_households.*
        from {dim_households} as dim_households
        inner join {bridge_customers_x_households} as members using (household_id)
        where members.pin = $pin and members.is_current
    """,
    "timeline": "select * from {fct_interactions} where pin = $pin",
    "sessions": "select * from {fct_web_sessions} where pin = $pin",
    "orders": "select * from {fct_orders} where pin = $pin",
    "returns": "select * from {fct_returns} where pin = $pin",
    "cases": "select * from {fct_service_cases} where pin = $pin",
    "metrics": "select * from {customer_metrics} where pin = $pin",
    "segments": "select * from {customer_segments} where pin = $pin",
    "value": "select * from {customer_value} where pin = $pin",
    "wide": "select * from {customer_360} where pin = $pin",
}
RELATIONS = ("customer", "record", "same_as", "not_same_as", "lives_with", "lives_not_with", "rows")

Row = dict[str, Any]


class Marts:
    """The marts of a build, asked about one customer."""

    def __init__(self, built: Build, record: str) -> None:
        """Find the customer by a record."""
        self.built = built
        self.pin = self.pin_of(record)

    def pin_of(self, record: str) -> str:
        """Return the PIN of a record."""
        found = self.built.rows(f"select pin from {{bridge_customers_x_records}} where record_key = '{record}'")
        assert found, f"{record} has no PIN"
        return str(found[0][0])

    def rows(self, section: str) -> list[Row]:
        """Return the customer's rows of a mart, every value as text, as the file has it."""
        with duckdb.connect(str(self.built.folder / "scv.duckdb"), read_only=True) as connection:
            tables = connection.execute("select table_name, table_schema from information_schema.tables").fetchall()
            places = {name: f'"{schema}"."{name}"' for name, schema in tables}
            found = connection.execute(MARTS[section].format(**places), {"pin": self.pin})
            columns = [column[0] for column in found.description]
            return [{name: text(value) for name, value in zip(columns, row, strict=True)} for row in found.fetchall()]

    def household(self, pin: str) -> str | None:
        """Return the household that a customer lives in at present."""
        query = f"select household_id from {{bridge_customers_x_households}} where is_current and pin = '{pin}'"
        found = self.built.rows(query)
        return str(found[0][0]) if found else None


def text(value: object) -> str | None:
    """Return a value of the file or of a mart in one form."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def fits(row: Row, expected: Row) -> bool:
    """Say whether a row has every value that is expected of it."""
    return all(row[name] == text(value) for name, value in expected.items())


@pytest.mark.parametrize("expected", CUSTOMERS, ids=[one["record"] for one in CUSTOMERS])
def test_the_marts_know_a_hard_customer(demo: Build, expected: dict[str, Any]) -> None:
    marts = Marts(demo, expected["record"])
    for section, content in expected.items():
        if section in RELATIONS:
            continue
        rows = marts.rows(section)
        if content == "none":
            assert rows == [], f"{section}: {rows}"
            continue
        for entry in [content] if isinstance(content, dict) else content:
            assert any(fits(row, entry) for row in rows), f"{section} has no row like {entry}: {rows}"
        if section in expected.get("rows", {}):
            assert len(rows) == expected["rows"][section], f"{section}: {rows}"


@pytest.mark.parametrize("expected", CUSTOMERS, ids=[one["record"] for one in CUSTOMERS])
def test_a_hard_customer_is_one_person_and_lives_with_the_right_ones(demo: Build, expected: dict[str, Any]) -> None:
    marts = Marts(demo, expected["record"])
    assert {marts.pin_of(record) for record in expected.get("same_as", [])} <= {marts.pin}
    assert marts.pin not in {marts.pin_of(record) for record in expected.get("not_same_as", [])}
    home = marts.household(marts.pin)
    for record in expected.get("lives_with", []):
        assert home is not None
        assert marts.household(marts.pin_of(record)) == home, record
    for record in expected.get("lives_not_with", []):
        other = marts.household(marts.pin_of(record))
        assert other is None or other != home, record


def test_every_section_of_the_file_is_known() -> None:
    assert {section for one in CUSTOMERS for section in one} <= {*MARTS, *RELATIONS}


def test_of_25_customers_and_more_the_file_says_all_that_matters() -> None:
    assert len({one["record"] for one in CUSTOMERS}) == len(CUSTOMERS) >= 25
    for one in CUSTOMERS:
        assert isinstance(one["golden"], dict), one["record"]
        for section in ("consents", "household", "cases", "segments"):
            assert one.get(section), f"{one['record']}: nothing is said of {section}"
