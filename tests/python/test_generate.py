"""The generator: same seed, same bytes; every table, fault and hard case that the project leans on."""

from __future__ import annotations

import csv
import filecmp
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scv.demo import generate
from scv.demo.generator import DEMO_PERSONS, DEMO_SEED
from scv.demo.schema import SHAPES

if TYPE_CHECKING:
    from scv.demo import GenerateSummary

DEMO = Path(__file__).parents[2] / "data" / "demo"
TRUTH_FILES = {"truth.csv", "deceased_truth.csv", "household_truth.csv", "faults.csv", "cases.csv"}
Row = dict[str, str]


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def table(name: str) -> list[Row]:
    return read(DEMO / f"{name.replace('.', '/')}.csv")


def files_below(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*.csv")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, GenerateSummary]:
    folder = tmp_path_factory.mktemp("generated")
    return folder, generate(DEMO_PERSONS, DEMO_SEED, folder, progress=False)


@pytest.fixture(scope="module")
def entity_of() -> dict[str, str]:
    return {row["record_key"]: row["entity_id"] for row in read(DEMO / "truth.csv")}


def test_the_committed_demo_is_what_the_generator_makes(made: tuple[Path, GenerateSummary]) -> None:
    folder, _ = made
    names = files_below(DEMO)
    assert files_below(folder) == names
    _, different, missing = filecmp.cmpfiles(DEMO, folder, sorted(names), shallow=False)
    assert (different, missing) == ([], [])


def test_the_demo_is_small_and_four_records_a_person(made: tuple[Path, GenerateSummary]) -> None:
    _, summary = made
    assert sum(file.stat().st_size for file in DEMO.rglob("*")) <= 4_000_000
    assert 3.5 <= summary.records / summary.persons <= 5


@pytest.mark.parametrize("persons", [1, 2, 7, 60])
def test_any_number_of_persons_gives_the_same_bytes_twice(persons: int, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        generate(persons, 5, tmp_path / folder, progress=False)
    names = files_below(tmp_path / "one")
    assert len(names) == len(SHAPES) + len(TRUTH_FILES)
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", sorted(names), shallow=False)[1:] == ([], [])


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(40, seed, tmp_path / str(seed), progress=False)
    one, other = (tmp_path / str(seed) / "crm" / "supporters.csv" for seed in (1, 2))
    assert one.read_bytes() != other.read_bytes()


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_raw_table_has_its_columns_and_rows(name: str) -> None:
    rows = table(name)
    assert tuple(rows[0]) == SHAPES[name].columns
    assert len(rows) > 100


def test_truth_names_every_sound_record_once() -> None:
    keys = [row["record_key"] for row in read(DEMO / "truth.csv")]
    assert len(keys) == len(set(keys))
    raw: Counter[str] = Counter()
    for name, shape in SHAPES.items():
        if shape.is_record:
            raw.update(f"{name}:{row[shape.key]}" for row in table(name) if row[shape.key])
    assert set(keys) <= set(raw)
    assert len(set(raw) - set(keys)) < 0.05 * len(raw)


def test_faults_are_counted_and_rare() -> None:
    faults = read(DEMO / "faults.csv")
    rejected = [row for row in faults if row["outcome"] == "rejected"]
    assert {row["fault"] for row in rejected} == {
        "missing_key",
        "exact_duplicate",
        "conflicting_duplicate",
        "unreadable_date",
        "wrong_type",
        "broken_encoding",
        "test_record",
    }
    for name in SHAPES:
        rows = table(name)
        per_fault = [int(row["rows"]) for row in rejected if row["raw_table"] == name]
        assert all(0 < count <= max(1, len(rows) * 0.005) for count in per_fault)
        missing = [row for row in rejected if (row["raw_table"], row["fault"]) == (name, "missing_key")]
        assert sum(not row[SHAPES[name].key] for row in rows) == sum(int(row["rows"]) for row in missing)


def test_flaws_that_cleaning_deals_with_occur() -> None:
    flaws: Counter[str] = Counter()
    for row in read(DEMO / "faults.csv"):
        if row["outcome"] == "cleaned":
            flaws[row["fault"]] += int(row["rows"])
    assert all(flaws.values()), flaws
    assert flaws["placeholder_date_of_birth"] > 20
    assert flaws["withheld_number"] > 50


HARD_CASES = (
    "twins father_and_son same_name_same_town married_name other_name_again moved student_hall care_home "
    "household_mailbox shared_landline recycled_mobile company_contact bought_online_returned_in_store "
    "click_and_collect late_delivery guest_orders heavy_discounter gift_giver lapsed_member joint_membership "
    "two_accounts two_supporter_records channel_hopper opted_in_and_out deceased gone_away kiosk_email "
    "anonymous_then_known service_only"
).split()


@pytest.mark.parametrize("case", HARD_CASES)
def test_hard_cases_occur_among_people_with_records(case: str, entity_of: dict[str, str]) -> None:
    people = [row["entity_id"] for row in read(DEMO / "cases.csv") if row["case"] == case]
    assert len(people) >= 3
    assert set(people) <= set(entity_of.values())


def test_order_totals_are_lines_less_discounts_plus_shipping() -> None:
    lines: dict[str, Decimal] = {}
    for row in unique("web_shop.order_lines", ["quantity"]):
        net = int(row["quantity"]) * Decimal(row["unit_price"]) - Decimal(row["discount_amount"])
        lines[row["order_id"]] = lines.get(row["order_id"], Decimal(0)) + net
    for row in unique("web_shop.orders", ["total_amount"]):
        if row["order_id"] in lines:
            expected = lines[row["order_id"]] - Decimal(row["discount_amount"]) + Decimal(row["shipping_amount"])
            assert Decimal(row["total_amount"]) == expected


def test_till_totals_are_lines_less_discounts() -> None:
    lines: dict[str, Decimal] = {}
    for row in unique("store.till_lines", ["Quantity"]):
        net = int(row["Quantity"]) * Decimal(row["UnitPrice"]) - Decimal(row["Discount"])
        lines[row["TransactionId"]] = lines.get(row["TransactionId"], Decimal(0)) + net
    for row in unique("store.till_transactions", ["Total"]):
        if row["TransactionId"] in lines:
            assert Decimal(row["Total"]) == lines[row["TransactionId"]] - Decimal(row["Discount"])


def unique(name: str, numbers: list[str]) -> list[Row]:
    """The rows of a table that have a key of their own and readable numbers, each key once."""
    key = SHAPES[name].key
    rows = {row[key]: row for row in table(name) if row[key] and all(row[one] != "abc" for one in numbers)}
    return list(rows.values())


def test_a_web_order_returned_in_a_store_is_in_the_till_too() -> None:
    returned = {row["order_id"] for row in unique("web_shop.returns", []) if row["return_channel"] == "store"}
    refunded = {row["OriginalOrderId"] for row in table("store.till_lines") if row["OriginalOrderId"].startswith("W-")}
    assert len(returned) > 20
    assert returned == refunded


def test_facts_belong_to_rows_that_are_there() -> None:
    links = {
        ("crm.donations", "SUPPORTER_ID"): "crm.supporters",
        ("crm.memberships", "SUPPORTER_ID"): "crm.supporters",
        ("web_shop.orders", "account_id"): "web_shop.accounts",
        ("web_shop.order_lines", "order_id"): "web_shop.orders",
        ("web_shop.returns", "order_line_id"): "web_shop.order_lines",
        ("store.till_lines", "TransactionId"): "store.till_transactions",
        ("email.campaign_sends", "subscriber_id"): "email.subscribers",
        ("email.campaign_events", "send_id"): "email.campaign_sends",
        ("live_chat.messages", "chat_id"): "live_chat.sessions",
        ("web_analytics.sessions", "order_id"): "web_shop.orders",
        ("web_analytics.sessions", "send_id"): "email.campaign_sends",
    }
    for (name, column), parent in links.items():
        known = {row[SHAPES[parent].key] for row in table(parent)}
        assert {row[column] for row in table(name) if row[column]} <= known, (name, column)


def test_time_runs_from_2019_to_june_2026() -> None:
    placed = [row["placed_at"][:10] for row in table("web_shop.orders") if re.match(r"20\d\d-", row["placed_at"])]
    assert min(placed) >= "2019-01-01"
    assert max(placed) <= "2026-06-30"
    assert {day[:4] for day in placed} == {str(year) for year in range(2019, 2027)}


def test_nobody_buys_after_their_death(entity_of: dict[str, str]) -> None:
    meant = {row["suppression_id"]: row["entity_id"] for row in read(DEMO / "deceased_truth.csv")}
    died = {
        meant[row["suppression_id"]]: row["effective_on"]
        for row in table("reference.suppressions")
        if row["list_name"] == "deceased" and row["suppression_id"] in meant
    }
    late = [
        row["order_id"]
        for row in unique("web_shop.orders", ["total_amount"])
        if row["placed_at"].startswith("20")
        and row["placed_at"][:10] > died.get(entity_of.get(f"web_shop.orders:{row['order_id']}", ""), "9999")
    ]
    assert len(died) > 40
    assert late == []


def test_suppressions_mean_customers_and_strangers() -> None:
    listed = {row["suppression_id"] for row in table("reference.suppressions")}
    meant = {row["suppression_id"] for row in read(DEMO / "deceased_truth.csv")}
    assert meant < listed
    assert len(listed - meant) > 20


def test_household_truth_holds_the_living_with_records(entity_of: dict[str, str]) -> None:
    homes = read(DEMO / "household_truth.csv")
    living = {row["entity_id"] for row in homes}
    deaths = {row["suppression_id"] for row in table("reference.suppressions") if row["list_name"] == "deceased"}
    dead = {row["entity_id"] for row in read(DEMO / "deceased_truth.csv") if row["suppression_id"] in deaths}
    assert dead
    assert living <= set(entity_of.values()) - dead
    assert len(living) > 0.9 * len(set(entity_of.values()))
    assert {row["home_kind"] for row in homes} == {"house", "flat", "flat_share", "student_hall", "care_home"}
    shared = Counter(row["household_id"] for row in homes)
    assert sum(count > 1 for count in shared.values()) > 300


def test_demographics_cover_the_postcodes_in_use() -> None:
    known = {row["postcode_area"] for row in table("reference.postcode_demographics")}
    assert len(known) == len(table("reference.postcode_demographics"))
    british = [row["billing_postcode"].upper() for row in table("web_shop.orders") if row["billing_country"] == "GB"]
    outward = [re.sub(r"\s*\d[A-Z]{2}$", "", postcode) for postcode in british]
    assert sum(one in known for one in outward) >= 0.98 * len(outward)


def test_the_same_case_is_told_on_several_channels() -> None:
    channels: dict[str, set[str]] = {}
    for name in ("telephone.calls", "email.messages", "live_chat.sessions", "online_form.enquiries", "social.messages"):
        for row in table(name):
            if row["case_ref"]:
                channels.setdefault(row["case_ref"], set()).add(name)
    assert sum(len(some) >= 2 for some in channels.values()) > 50
    assert sum(len(some) >= 3 for some in channels.values()) > 3
