"""The marts as a whole: described to the last column, on the map, and adding up to the raw files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from scv.project import project_directory

if TYPE_CHECKING:
    from builds import Build

# Of every raw table with money: its key, its amount as the files have it, and where both are in the facts. A row that
# was repeated counts once; what a fact does not have is in rejected_records, as test_raw_rows.py sees to.
MONEY = {
    "web_shop/orders": ("'web_shop:' || order_id", "total_amount", "fct_orders", "order_id", "total_amount"),
    "store/till_transactions": ("'store:' || TransactionId", "Total", "fct_orders", "order_id", "total_amount"),
    "crm/donations": ("DONATION_ID", "AMOUNT", "fct_donations", "donation_id", "donation_amount"),
    "web_shop/returns": ("return_id", "refund_amount", "fct_returns", "web_shop_return_id", "refund_amount"),
}


def marts(demo: Build) -> dict[str, dict[str, Any]]:
    """Return what dbt knows of each mart, by name."""
    nodes = json.loads((demo.folder / "target" / "manifest.json").read_text())["nodes"].values()
    return {node["name"]: node for node in nodes if node["original_file_path"].startswith("models/marts/")}


def test_every_mart_says_its_grain_first_and_describes_every_column_that_it_has(demo: Build) -> None:
    columns: dict[str, set[str]] = {}
    for table, column in demo.rows("select table_name, column_name from information_schema.columns"):
        columns.setdefault(table, set()).add(column)
    models = {name: node for name, node in marts(demo).items() if node["resource_type"] == "model"}

    assert len(models) > 40
    for name, node in models.items():
        described = {column for column, known in node["columns"].items() if known["description"].strip()}
        assert node["description"].startswith("One row per "), name
        assert described == columns[name], name


def test_every_mart_is_on_the_map_in_the_readme_and_on_the_page_of_the_marts(demo: Build) -> None:
    root = project_directory()
    pages = ("README.md", "docs/marts.md", "docs/diagnostics.md")
    readme, page, diagnostics = (re.findall(r"`([a-z0-9_]+)`", (root / name).read_text("utf-8")) for name in pages)
    models = {name: node for name, node in marts(demo).items() if node["resource_type"] == "model"}
    of_linkage = {name for name, node in models.items() if "marts/linkage/" in node["original_file_path"]}

    assert set(models) - of_linkage <= set(readme)
    assert set(models) <= {*page, *diagnostics}


def test_amounts_in_the_facts_are_those_of_the_raw_files_to_the_penny(demo: Build) -> None:
    for table, (key, amount, fact, fact_key, fact_amount) in MONEY.items():
        file = project_directory() / "data" / "demo" / f"{table}.csv"
        rows, unequal, raw_total, fact_total = demo.rows(f"""
            with raw as (
                select {key} as id, replace(replace({amount}, '£', ''), ',', '') as amount
                from read_csv('{file}', all_varchar = true)
            ),
            held as (select {fact_key} as id, sum({fact_amount}) as amount from {{{fact}}} group by {fact_key}),
            paired as (
                select id, held.amount, max(try_cast(raw.amount as decimal(18, 2))) as raw_amount
                from held inner join raw using (id) group by id, held.amount
            )
            select
                count(*), count(*) filter (where amount is distinct from raw_amount),
                sum(raw_amount), sum(amount)
            from paired
        """)[0]
        assert rows > 50, table
        assert (unequal, raw_total) == (0, fact_total), table
