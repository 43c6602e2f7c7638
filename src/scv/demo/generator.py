"""From a seed to files: the world, what happens in it, and every system's extract of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scv.demo import (
    campaigns,
    cases,
    crm_giving,
    crm_supporters,
    live_chat,
    mail,
    online_form,
    order_visits,
    purchases,
    reference,
    service,
    shop_accounts,
    shop_orders,
    shop_returns,
    social,
    store,
    telephone,
    text,
    truth,
    web_analytics,
)
from scv.demo.cases import Happenings
from scv.demo.dice import Mask
from scv.demo.faults import FaultCount, fault_columns, flaws, with_faults
from scv.demo.schema import SHAPES, RawTable
from scv.demo.sighting import World
from scv.demo.world import make_world
from scv.demo.writer import write_csv

DEMO_PERSONS = 3000
DEMO_SEED = 1


@dataclass(frozen=True)
class GenerateSummary:
    """What was written: records are rows that describe a person and carry something to know them by."""

    persons: int
    seed: int
    records: int
    bytes: int
    seconds: float
    rows: dict[str, int]


@dataclass
class _Ledger:
    """What is collected while tables are written."""

    tables: dict[str, RawTable] = field(default_factory=dict)
    faults: list[FaultCount] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    records: int = 0
    bytes: int = 0


def generate(persons: int, seed: int, out: Path, progress: bool = True) -> GenerateSummary:
    """Write every raw table, truth, faults and cases for so many persons below `out`."""
    started = time.monotonic()
    world = make_world(seed, persons)
    what = _happenings(world)
    ledger = _Ledger()
    for table in _tables(world, what):
        _write(world, table, out, ledger)
        if progress:
            print(
                f"{time.monotonic() - started:6.1f} s  {table.name:<32} {ledger.rows[table.name]:>12,} rows", flush=True
            )
    _write_truth(world, what, out, ledger)
    return GenerateSummary(persons, seed, ledger.records, ledger.bytes, time.monotonic() - started, ledger.rows)


def _happenings(world: World) -> Happenings:
    bought = purchases.make_purchases(world)
    accounts = shop_accounts.make_accounts(world, bought)
    orders = shop_orders.make_orders(world, bought, accounts)
    returns = shop_returns.make_returns(world, orders)
    supporters = crm_supporters.make_supporters(world)
    return Happenings(
        purchases=bought,
        supporters=supporters,
        memberships=crm_giving.make_memberships(world, supporters),
        accounts=accounts,
        orders=orders,
        returns=returns,
        contacts=service.make_contacts(world, orders, returns),
        subscribers=mail.make_subscribers(world),
    )


def _tables(world: World, what: Happenings) -> Iterator[RawTable]:
    """Every raw table in turn, so that only one is in memory at a time."""
    yield crm_supporters.supporters_table(world, what.supporters)
    yield crm_giving.memberships_table(world, what.memberships, what.supporters)
    yield crm_giving.donations_table(world, what.supporters)
    yield shop_accounts.accounts_table(world, what.accounts)
    yield shop_orders.orders_table(world, what.orders, what.accounts)
    yield shop_orders.order_lines_table(what.orders)
    yield shop_returns.returns_table(world, what.orders, what.returns)
    yield from _store_tables(world, what)
    yield telephone.calls_table(world, what.contacts, what.memberships)
    yield mail.messages_table(world, what.contacts)
    yield mail.subscribers_table(world, what.subscribers)
    visits = order_visits.order_visits(world, what.orders)
    sends, events, clicks = campaigns.campaign_tables(world, what.subscribers, visits)
    yield from (sends, events)
    yield from live_chat.chat_tables(world, what.contacts)
    yield online_form.enquiries_table(world, what.contacts)
    yield social.social_table(world, what.contacts)
    yield web_analytics.sessions_table(world, what.accounts, what.orders, visits, clicks)
    yield reference.suppressions_table(world)
    yield reference.demographics_table(world)


def _store_tables(world: World, what: Happenings) -> Iterator[RawTable]:
    cards = store.make_cards(world, what.purchases)
    yield store.cards_table(world, cards)
    tills = store.make_tills(world, what.purchases, what.orders, what.returns)
    yield store.transactions_table(world, tills, cards)
    yield store.lines_table(tills)


def _write(world: World, table: RawTable, out: Path, ledger: _Ledger) -> None:
    """Write one table with its faults, and note what the truth needs of it."""
    shape = SHAPES[table.name]
    faulty, counts = with_faults(world.dice, table)
    channel, name = table.name.split(".")
    columns = {column: faulty[column] for column in shape.columns}
    ledger.bytes += write_csv(columns, out / channel / f"{name}.csv")
    ledger.rows[table.name] = len(faulty[shape.columns[0]])
    ledger.faults.extend(counts + flaws(table))
    if shape.is_record:
        ledger.records += int(_identifies(table).sum())
    if shape.is_record or table.name == "reference.suppressions":
        ledger.tables[table.name] = table.only((shape.key, *_KEPT))


_KEPT = ("EMAIL_OPT_IN", "status", "unsubscribed_at", "Email", "list_name", "cookie_id", "login_account_id")
_NEEDS_ONE_OF = {
    "store.till_transactions": ("CardNo", "ReceiptEmail"),
    "telephone.calls": ("cli", "caller_name"),
    "live_chat.sessions": ("visitor_name", "visitor_email", "visitor_phone"),
    "web_analytics.sessions": ("login_account_id",),
}


def _identifies(table: RawTable) -> Mask:
    """True for rows with anything to know a person by."""
    needed = _NEEDS_ONE_OF.get(table.name)
    if needed is None:
        return np.ones(table.rows, dtype=np.bool_)
    given = np.zeros(table.rows, dtype=np.bool_)
    for column in needed:
        given |= text.is_given(table.columns[column])
    if table.name == "telephone.calls":
        given &= text.is_given(table.columns["caller_name"]) | text.matches(table.columns["cli"], "[0-9]")
    return given


def _write_truth(world: World, what: Happenings, out: Path, ledger: _Ledger) -> None:
    """truth.csv, deceased_truth.csv, household_truth.csv, faults.csv and cases.csv."""
    lists = ledger.tables["reference.suppressions"]
    records = {name: table for name, table in ledger.tables.items() if SHAPES[name].is_record}
    files = {
        "truth": truth.record_truth(records),
        "deceased_truth": truth.suppression_truth(lists),
        "household_truth": truth.household_truth(world, records),
        "faults": fault_columns(ledger.faults),
        "cases": cases.case_rows(world, what, ledger.tables),
    }
    for name, columns in files.items():
        ledger.bytes += write_csv(columns, out / f"{name}.csv")
