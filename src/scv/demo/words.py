"""The word lists that ship with the generator (src/scv/demo/data)."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np

from scv.demo import text
from scv.demo.dice import Ints
from scv.demo.text import Text


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Every line of a word list, by column name."""
    file = resources.files("scv.demo").joinpath("data", f"{name}.csv")
    return tuple(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def values(name: str, column: str) -> list[str]:
    """One column of a word list."""
    return [row[column] for row in rows(name)]


def texts(name: str, column: str) -> Text:
    """One column of a word list as text; empty entries are null."""
    return text.column(values(name, column))


def numbers(name: str, column: str) -> Ints:
    """One column of a word list as whole numbers."""
    return np.array([int(value) for value in values(name, column)], dtype=np.int64)
