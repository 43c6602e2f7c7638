"""Rows that staging must set aside: each kind at a low rate, counted in faults.csv."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import corruption, text
from scv.demo.dice import Dice, Ints
from scv.demo.schema import SHAPES, RawTable, TableShape
from scv.demo.text import Text

_PER_TEN_THOUSAND = {
    "missing_key": 8,
    "exact_duplicate": 12,
    "conflicting_duplicate": 8,
    "unreadable_date": 10,
    "wrong_type": 10,
    "broken_encoding": 8,
    "test_record": 12,
}
_UNREADABLE = text.column(["not a date", "31/02/2023", "0000-00-00", "tomorrow", "n.d."])
_TEST_TABLES = {
    "crm.supporters": {"TITLE": "Mr", "FIRST_NAME": "Test", "LAST_NAME": "Test", "EMAIL": "test@test.com"},
    "web_shop.accounts": {"first_name": "Test", "last_name": "Test", "email": "test@test.com"},
    "store.loyalty_cards": {"CustomerName": "MR TEST TEST", "Email": "test@test.com"},
    "online_form.enquiries": {"full_name": "Mr Test Test", "email": "test@test.com"},
}


_BIRTH = {"crm.supporters": "DOB", "web_shop.accounts": "birth_date", "store.loyalty_cards": "DateOfBirth"}
_MAIL = {"crm.supporters": "EMAIL", "online_form.enquiries": "email"}
_PHONE = {"crm.supporters": "MOBILE_PHONE", "store.loyalty_cards": "Mobile", "online_form.enquiries": "phone"}
_NAME = {"crm.supporters": "LAST_NAME", "web_shop.accounts": "last_name", "web_shop.orders": "billing_name"}
_CLEANABLE = (
    ("placeholder_date_of_birth", _BIRTH, "^(01/01/1900|1900-01-01|01-Jan-00)$"),
    ("placeholder_email", _MAIL, "^(noemail|none|test|a)@|^N/A$|^no email$"),
    ("placeholder_phone", _PHONE, "^0+$|^07000000000$"),
    ("placeholder_name", {"crm.supporters": "FIRST_NAME"}, "^Unknown$"),
    ("spreadsheet_phone", _PHONE, "E\\+11$"),
    ("withheld_number", {"telephone.calls": "cli"}, "^(withheld|anonymous)$"),
    ("kiosk_email", {"store.loyalty_cards": "Email", "store.till_transactions": "ReceiptEmail"}, "^kiosk"),
    ("mojibake", _NAME, "[ÃÅÄ][^a-zA-Z ]"),
    ("stray_spaces", _NAME, "^ | $|  "),
)


@dataclass(frozen=True)
class FaultCount:
    """How many rows of one fault are in a raw table, in which column, and what staging makes of them.

    The outcome is `rejected` for rows that can't be used and `cleaned` for sound rows with a flaw.
    """

    fault: str
    raw_table: str
    column_name: str
    rows: int
    outcome: str = "rejected"


def with_faults(dice: Dice, table: RawTable) -> tuple[dict[str, Text], list[FaultCount]]:
    """The columns of a table with faulty rows among the sound ones, and what was put in.

    A faulty row is a copy of a sound one with its own key and one thing broken, so the sound
    rows stay as they are. The copies of duplicate keys keep the key: one of them is to be kept.
    """
    shape = SHAPES[table.name]
    dice = dice.within(f"faults/{table.name}")
    parts, sources, counts = [table.columns], [np.arange(table.rows)], []
    for fault in _faults_of(shape, table):
        wanted = max(1, table.rows * _PER_TEN_THOUSAND[fault] // 10_000)
        rows = np.unique(dice.below(f"{fault}.row", wanted, table.rows))
        parts.append(_broken(dice, fault, table, shape, rows))
        sources.append(rows)
        counts.append(FaultCount(fault, table.name, _column_of(fault, shape), len(rows)))
    order = np.argsort(np.concatenate(sources), kind="stable")
    columns = {name: text.take(text.stack(*(part[name] for part in parts)), order) for name in table.columns}
    return columns, counts


def _faults_of(shape: TableShape, table: RawTable) -> list[str]:
    """The faults that can strike a table; reference files are taken as sound."""
    if table.name.startswith("reference.") or not table.rows:
        return []
    faults = ["missing_key", "exact_duplicate"]
    faults += ["conflicting_duplicate"] if shape.conflict else []
    faults += ["unreadable_date"] if shape.date else []
    faults += ["wrong_type"] if shape.number else []
    faults += ["broken_encoding"] if shape.text else []
    return faults + (["test_record"] if table.name in _TEST_TABLES else [])


def _column_of(fault: str, shape: TableShape) -> str:
    columns = {"unreadable_date": shape.date, "wrong_type": shape.number, "broken_encoding": shape.text}
    columns["conflicting_duplicate"] = shape.conflict
    return columns.get(fault, shape.key)


def _broken(dice: Dice, fault: str, table: RawTable, shape: TableShape, rows: Ints) -> dict[str, Text]:
    """Copies of the rows with the fault in them."""
    copy = {name: text.take(values, rows) for name, values in table.columns.items()}
    count = len(rows)
    if fault == "missing_key":
        copy[shape.key] = text.nothing(count)
        return copy
    if fault == "exact_duplicate":
        return copy
    if fault == "conflicting_duplicate":
        other = (rows + 1) % table.rows
        copy[shape.conflict] = text.take(table.columns[shape.conflict], other)
        return copy
    copy[shape.key] = _fresh_keys(copy[shape.key], fault)
    if fault == "unreadable_date":
        copy[shape.date] = text.take(_UNREADABLE, dice.below("unreadable", count, len(_UNREADABLE)))
    elif fault == "wrong_type":
        copy[shape.number] = text.same("abc", count)
    elif fault == "broken_encoding":
        copy[shape.text] = corruption.lost_letters(text.first_of(copy[shape.text], "Zoë"))
    else:
        copy.update({name: text.same(value, count) for name, value in _TEST_TABLES[table.name].items()})
    return copy


def _fresh_keys(keys: Text, fault: str) -> Text:
    """Keys that no sound row has: the old one with a digit that tells the faults apart and 9s."""
    digit = {"unreadable_date": "1", "wrong_type": "2", "broken_encoding": "3", "test_record": "4"}[fault]
    return text.join(keys, f"99{digit}")


def flaws(table: RawTable) -> list[FaultCount]:
    """The flaws that cleaning deals with, counted over the sound rows."""
    counts = []
    for fault, columns, pattern in _CLEANABLE:
        column = columns.get(table.name)
        if column:
            rows = int(text.matches(table.columns[column], pattern).sum())
            counts.append(FaultCount(fault, table.name, column, rows, "cleaned"))
    return counts


def fault_columns(counts: list[FaultCount]) -> dict[str, Text]:
    """The columns of faults.csv."""
    names = ("fault", "raw_table", "column_name", "rows", "outcome")
    return {name: text.column([str(getattr(one, name)) for one in counts]) for name in names}
