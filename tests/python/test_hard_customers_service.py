"""Customers hard to get right in commerce, service and segments: the marts say what the YAML file expects of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml

if TYPE_CHECKING:
    from builds import Build

FILE = Path(__file__).parents[2] / "data" / "hard_customers_service.yml"
CUSTOMERS = yaml.safe_load(FILE.read_text(encoding="utf-8"))
MARTS = {
    "timeline": "fct_interactions",
    "sessions": "fct_web_sessions",
    "orders": "fct_orders",
    "returns": "fct_returns",
    "cases": "fct_service_cases",
    "metrics": "customer_metrics",
    "segments": "customer_segments",
    "value": "customer_value",
}
RELATIONS = ("customer", "record", "same_as", "rows")

Row = dict[str, Any]


def text(value: object) -> str | None:
    """Return a value of the file or of a mart in one form."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def rows_of(built: Build, mart: str, record: str) -> list[Row]:
    """Return the rows that a mart has of the customer whom a record names, every value as text."""
    query = f"select * from {mart} where pin = (select pin from bridge_customers_x_records where record_key = ?)"
    with duckdb.connect(str(built.folder / "scv.duckdb"), read_only=True) as connection:
        found = connection.execute(query, [record])
        columns = [column[0] for column in found.description]
        return [{name: text(value) for name, value in zip(columns, row, strict=True)} for row in found.fetchall()]


def fits(row: Row, expected: Row) -> bool:
    """Say whether a row has every value that is expected of it."""
    return all(row[name] == text(value) for name, value in expected.items())


@pytest.mark.parametrize("expected", CUSTOMERS, ids=[one["record"] for one in CUSTOMERS])
def test_the_marts_know_a_hard_customer(demo: Build, expected: dict[str, Any]) -> None:
    for section in expected.keys() - set(RELATIONS):
        rows = rows_of(demo, MARTS[section], expected["record"])
        content = expected[section]
        assert (rows == []) == (content == "none"), f"{section}: {rows}"
        for entry in [content] if isinstance(content, dict) else content if isinstance(content, list) else []:
            shown = [{name: row[name] for name in entry} for row in rows]
            assert any(fits(row, entry) for row in rows), f"{section} has no row like {entry}: {shown}"
        if section in expected.get("rows", {}):
            assert len(rows) == expected["rows"][section], section


@pytest.mark.parametrize("expected", CUSTOMERS, ids=[one["record"] for one in CUSTOMERS])
def test_a_hard_customer_is_one_person(demo: Build, expected: dict[str, Any]) -> None:
    records = ", ".join(f"'{record}'" for record in (expected["record"], *expected.get("same_as", [])))
    query = f"select count(distinct pin) from {{bridge_customers_x_records}} where record_key in ({records})"

    assert demo.rows(query) == [(1,)]
