"""From a seed to files: the world, what happens in it, and every system's extract of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scv.demo import cases, contact_channels, crm, mail, purchases, reference, service, store, text, web_analytics, web_shop
from scv.demo.cases import Happenings
from scv.demo.dice import Ints
from scv.demo.faults import FaultCount, with_faults
from scv.demo.schema import SHAPES, RawTable
from scv.demo.sighting import World
from scv.demo.text import Text
from scv.demo.world import make_world
from scv.demo.writer import write_csv

DEMO_PERSONS = 3000
DEMO_SEED = 20190101


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

    keys: list[Text] = field(default_factory=list)
    persons: list[Ints] = field(default_factory=list)
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
            print(f"{time.monotonic() - started:6.1f} s  {table.name:<32} {ledger.rows[table.name]:>12,} rows", flush=True)
    _write_truth(world, what, out, ledger)
    return GenerateSummary(persons, seed, ledger.records, ledger.bytes, time.monotonic() - started, ledger.rows)


def _happenings(world: World) -> Happenings:
    bought = purchases.make_purchases(world)
    accounts = web_shop.make_accounts(world, bought)
    orders = web_shop.make_orders(world, bought, accounts)
    returns = web_shop.make_returns(world, orders)
    supporters = crm.make_supporters(world)
    return Happenings(
        purchases=bought,
        supporters=supporters,
        memberships=crm.make_memberships(world, supporters),
        accounts=accounts,
        orders=orders,
        returns=returns,
        contacts=service.make_contacts(world, orders, returns),
        subscribers=mail.make_subscribers(world),
    )


def _tables(world: World, what: Happenings) -> Iterator[RawTable]:
    """Every raw table in turn, so that only one is in memory at a time."""
    yield crm.supporters_table(world, what.supporters)
    yield crm.memberships_table(world, what.memberships, what.supporters)
    yield crm.donations_table(world, what.supporters)
    yield web_shop.accounts_table(world, what.accounts)
    yield web_shop.orders_table(world, what.orders, what.accounts)
    yield web_shop.order_lines_table(what.orders)
    yield web_shop.returns_table(world, what.orders, what.returns)
    yield from _store_tables(world, what)
    yield contact_channels.calls_table(world, what.contacts, what.memberships)
    yield mail.messages_table(world, what.contacts)
    yield mail.subscribers_table(world, what.subscribers)
    sends, events, clicks = mail.campaign_tables(world, what.subscribers)
    yield from (sends, events)
    yield from contact_channels.chat_tables(world, what.contacts)
    yield contact_channels.enquiries_table(world, what.contacts)
    yield contact_channels.social_table(world, what.contacts)
    yield web_analytics.sessions_table(world, what.accounts, what.orders, clicks)
    yield reference.suppressions_table(world)
    yield reference.demographics_table(world)


def _store_tables(world: World, what: Happenings) -> Iterator[RawTable]:
    cards = store.make_cards(world, what.purchases)
    yield store.cards_table(world, cards)
    tills = store.make_tills(world, what.purchases, what.orders, what.returns)
    yield store.transactions_table(world, tills, cards)
    yield store.lines_table(tills)


def _write(world: World, table: RawTable, out: Path, ledger: _Ledger) -> None:
    """Write one table with its faults, and note who its rows are."""
    shape = SHAPES[table.name]
    sound, faulty, counts = with_faults(world.dice, table)
    channel, name = table.name.split(".")
    columns = {column: faulty.columns[column] for column in shape.columns}
    ledger.bytes += write_csv(columns, out / channel / f"{name}.csv")
    ledger.rows[table.name] = faulty.rows
    ledger.faults.extend(counts)
    known = np.flatnonzero(sound.person >= 0)
    if shape.is_record:
        ledger.records += int(_identifies(sound).sum())
        ledger.keys.append(text.join(f"{table.name}:", text.take(sound.columns[shape.key], known)))
        ledger.persons.append(sound.person[known])
    elif table.name == "reference.suppressions":
        truth = {"suppression_id": text.take(sound.columns[shape.key], known), "entity_id": text.number(sound.person[known])}
        ledger.bytes += write_csv(truth, out / "deceased_truth.csv")


_NEEDS_ONE_OF = {
    "store.till_transactions": ("CardNo", "ReceiptEmail"),
    "telephone.calls": ("cli", "caller_name"),
    "live_chat.sessions": ("visitor_name", "visitor_email", "visitor_phone"),
    "web_analytics.sessions": ("login_account_id",),
}


def _identifies(table: RawTable) -> Ints:
    """True for rows with anything to know a person by."""
    needed = _NEEDS_ONE_OF.get(table.name)
    if needed is None:
        return np.ones(table.rows, dtype=np.int64)
    given = np.zeros(table.rows, dtype=np.bool_)
    for column in needed:
        given |= text.is_given(table.columns[column])
    if table.name == "telephone.calls":
        given &= text.is_given(table.columns["caller_name"]) | text.matches(table.columns["cli"], "[0-9]")
    return given.astype(np.int64)


def _write_truth(world: World, what: Happenings, out: Path, ledger: _Ledger) -> None:
    """truth.csv, faults.csv and cases.csv."""
    persons = np.concatenate(ledger.persons)
    truth = {"record_key": text.stack(*ledger.keys), "entity_id": text.number(persons)}
    ledger.bytes += write_csv(truth, out / "truth.csv")
    faults = {
        name: text.column([str(getattr(one, name)) for one in ledger.faults])
        for name in ("fault", "raw_table", "column_name", "rows")
    }
    ledger.bytes += write_csv(faults, out / "faults.csv")
    seen = np.bincount(persons, minlength=world.people.count)
    ledger.bytes += write_csv(cases.case_rows(world, seen, what), out / "cases.csv")
