"""Names: forenames by sex, origin and birth decade, surnames by frequency, nicknames, titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scv.demo import text, words
from scv.demo.dice import Dice, GroupedWeights, Ints
from scv.demo.text import Text

ORIGINS = "english scottish irish welsh south_asian muslim polish european african chinese".split()
_NATION_OF_REGION = {"Scotland": 1, "Northern Ireland": 2, "Wales": 3}
_NATIONS = len({"english", "scottish", "irish", "welsh"})
_DECADES = tuple(range(1930, 2010, 10))


@dataclass(frozen=True)
class NameBook:
    """The name lists: `forenames` and `surnames` are text, people carry positions in them."""

    forenames: Text
    surnames: Text
    surname_weights: GroupedWeights
    forename_weights: GroupedWeights
    nicknames: Text
    nickname_start: Ints
    nickname_count: Ints


def _origin_numbers(name: str) -> Ints:
    return np.array([ORIGINS.index(value) for value in words.values(name, "origin")], dtype=np.int64)


@lru_cache(maxsize=1)
def name_book() -> NameBook:
    """All name lists, read once."""
    nicknames = [value.split("|") if value else [] for value in words.values("forenames", "nicknames")]
    counts = np.array([len(some) for some in nicknames], dtype=np.int64)
    return NameBook(
        forenames=words.texts("forenames", "forename"),
        surnames=words.texts("surnames", "surname"),
        surname_weights=GroupedWeights(_origin_numbers("surnames"), words.numbers("surnames", "weight"), len(ORIGINS)),
        forename_weights=_forename_weights(),
        nicknames=text.column([one for some in nicknames for one in some]),
        nickname_start=np.cumsum(counts) - counts,
        nickname_count=counts,
    )


def _forename_weights() -> GroupedWeights:
    """Weights of every forename in each (birth decade, origin, sex); the item is decade * names + name."""
    peak = words.numbers("forenames", "peak_decade")
    weight = words.numbers("forenames", "weight")
    female = np.array([sex == "f" for sex in words.values("forenames", "sex")], dtype=np.int64)
    group = _origin_numbers("forenames") * 2 + female
    groups, limits = len(ORIGINS) * 2, np.array([0, 10, 20], dtype=np.int64)
    parts = []
    for decade in _DECADES:
        distance = np.where(peak == 0, 0, np.abs(peak - decade))
        share = np.array([100, 40, 8, 2], dtype=np.int64)[np.searchsorted(limits, distance)]
        parts.append(weight * share // 10 + 1)
    decades = np.repeat(np.arange(len(_DECADES)), len(peak))
    return GroupedWeights(
        decades * groups + np.tile(group, len(_DECADES)), np.concatenate(parts), groups * len(_DECADES)
    )


def draw_origins(dice: Dice, name: str, regions: list[str], region: Ints) -> Ints:
    """An origin (position in ORIGINS) for each household: native to the region, or from elsewhere."""
    native = np.array([_NATION_OF_REGION.get(one, 0) for one in regions], dtype=np.int64)[region]
    weights = np.array([120, 25, 28, 18, 42, 60, 32, 30, 26, 16], dtype=np.int64)
    elsewhere = dice.weighted(f"{name}.elsewhere", len(region), weights)
    return np.where(dice.chance(f"{name}.native", len(region), 680), native, elsewhere)


def draw_forenames(dice: Dice, name: str, origin: Ints, sex: Ints, birth_year: Ints) -> Ints:
    """A forename for each person; half of those of Scottish, Irish or Welsh origin have an English one."""
    book = name_book()
    british = (origin > 0) & (origin < _NATIONS) & dice.chance(f"{name}.english", len(origin), 500)
    decade = np.clip((birth_year - 1925) // 10, 0, len(_DECADES) - 1)
    group = decade * len(ORIGINS) * 2 + np.where(british, 0, origin) * 2 + sex
    return book.forename_weights.pick(dice, name, group) % len(book.forenames)


def draw_surnames(dice: Dice, name: str, origin: Ints) -> Ints:
    """A surname for each person or household."""
    return name_book().surname_weights.pick(dice, name, origin)


def nickname(dice: Dice, name: str, forename: Ints) -> Text:
    """A nickname of each forename, null where it has none."""
    book = name_book()
    which = dice.below(name, len(forename), book.nickname_count[forename])
    place = np.where(book.nickname_count[forename] > 0, book.nickname_start[forename] + which, -1)
    return text.take(book.nicknames, place)


_TITLES = text.column(["Mr", "Mrs", "Miss", "Ms", "Dr", "Prof", "Rev", "Sir", "Lady", "Mx"])


def titles(dice: Dice, name: str, sex: Ints, married: Ints) -> Text:
    """A title for each person; the same indexes give the same title on every channel."""
    count = len(sex)
    man = dice.weighted(f"{name}.man", count, np.array([955, 0, 0, 0, 25, 5, 8, 2, 0, 5]))
    wife = dice.weighted(f"{name}.wife", count, np.array([0, 800, 10, 150, 25, 4, 4, 0, 4, 3]))
    single = dice.weighted(f"{name}.single", count, np.array([0, 60, 440, 460, 25, 3, 3, 0, 1, 8]))
    return text.take(_TITLES, np.where(sex == 0, man, np.where(married == 1, wife, single)))
