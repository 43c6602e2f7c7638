"""Phone numbers: mobiles that change hands, landlines of homes, switchboards of companies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, text, words
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.places import Addresses, towns
from scv.demo.text import Text

_MILLION = 1_000_000
_STEP = 618_970_019  # a prime, so that stepping visits every number once


@dataclass(frozen=True)
class Mobiles:
    """Each person's mobile number (national form, or +… abroad), and the one that follows it."""

    first: Text
    later: Text
    changed_on: Ints
    inherited_from: Ints

    def on(self, person: Ints, day: Ints) -> Text:
        """Each person's number on a day."""
        changed = day >= self.changed_on[person]
        return text.choose(changed, text.take(self.later, person), text.take(self.first, person))


def distinct_numbers(dice: Dice, name: str, index: Ints, limit: int) -> Ints:
    """Numbers below the limit that differ for different indexes (as long as these are below it)."""
    start = int(dice.below(name, 1, min(limit, 2**31 - 1))[0])
    return (index * _STEP + start) % limit


def make_mobiles(dice: Dice, foreign_town: Ints) -> Mobiles:
    """A mobile for nine in ten people; some change it, and some of these numbers go to a stranger."""
    count = len(foreign_town)
    has = dice.chance("has", count, 930)
    first = text.keep(has, _mobile_texts(dice, np.arange(count), foreign_town))
    second = text.keep(has, _mobile_texts(dice, np.arange(count) + count, foreign_town))
    changes = has & dice.chance("changes", count, 160)
    changed_on = np.where(changes, dice.between("day", count, clock.START + 100, clock.END - 120), clock.NEVER)
    donors, heirs = _recycled(dice, changed_on, has & (foreign_town < 0))
    source = np.arange(count)
    source[heirs] = donors
    inherited = np.full(count, -1, dtype=np.int64)
    inherited[heirs] = donors
    handed_on = dice.between("handed_on", len(heirs), 190, 400)
    changed_on[heirs] = changed_on[donors] + handed_on
    later = text.choose(inherited >= 0, text.take(first, source), second)
    return Mobiles(first, later, changed_on, inherited)


def _recycled(dice: Dice, changed_on: Ints, eligible: Mask) -> tuple[Ints, Ints]:
    """Pairs of who gave a number up and who gets it at least half a year later."""
    early = eligible & (changed_on < clock.END - 500)
    donors = np.flatnonzero(early & dice.chance("recycled", len(changed_on), 150))
    heirs = np.flatnonzero(eligible & (changed_on == clock.NEVER))
    heirs = heirs[dice.shuffled("heirs", len(heirs))][: len(donors)]
    return donors[: len(heirs)], heirs


def _mobile_texts(dice: Dice, index: Ints, foreign_town: Ints) -> Text:
    prefixes = words.texts("mobile_prefixes", "prefix")
    value = distinct_numbers(dice, "mobile", index, len(prefixes) * _MILLION)
    british = text.join(text.take(prefixes, value // _MILLION), text.number(value % _MILLION, 6))
    abroad = _foreign_numbers("mobile", foreign_town, value)
    return text.choose(foreign_town < 0, british, abroad)


def _foreign_numbers(kind: str, foreign_town: Ints, value: Ints) -> Text:
    """Numbers abroad in E.164: the code of the town or network and as many digits as it needs."""
    code = text.take(words.texts("foreign_towns", f"{kind}_code"), foreign_town)
    digits = words.numbers("foreign_towns", "mobile_digits" if kind == "mobile" else "local_digits")[foreign_town]
    start = words.texts("foreign_towns", "local_start")
    body = text.join(text.take(start, foreign_town), text.number(value * 7919 % (10 * _MILLION), 7))
    cuts = [text.cut(body, 0, length) for length in (6, 7, 8)]
    return text.join(code, text.pick(np.clip(digits - 6, 0, 2), *cuts))


def make_landlines(dice: Dice, addresses: Addresses) -> Text:
    """A landline for under half of all addresses, with the area code of the town."""
    count = len(addresses.kind)
    value = distinct_numbers(dice, "landline", np.arange(count), 10 * _MILLION)
    town = addresses.town_number
    code, start = text.take(towns().area_code, town), text.take(towns().local_start, town)
    british = text.cut(text.join(code, start, text.number(value, 7)), 0, 11)
    made = text.choose(town >= 0, british, _foreign_numbers("area", addresses.foreign_town, value))
    return text.keep(dice.chance("has_landline", count, 440), made)


def written(dice: Dice, name: str, numbers: Text) -> Text:
    """Phone numbers as people and systems write them; foreign ones stay international."""
    count = len(numbers)
    national, rest = text.matches(numbers, "^0"), text.cut(numbers, 1)
    split = text.join(text.cut(numbers, 0, 5), text.cut(numbers, 5), sep=" ")
    forms = [
        numbers,
        split,
        text.join("+44", rest),
        text.join("+44 ", text.cut(rest, 0, 4), " ", text.cut(rest, 4)),
        text.join("0044", rest),
        text.join("44", rest),
        text.join("+44 (0)", rest),
        text.join(text.cut(numbers, 0, 5), text.cut(numbers, 5, 8), text.cut(numbers, 8), sep="-"),
        text.join("(", text.cut(numbers, 0, 5), ") ", text.cut(numbers, 5)),
        rest,
    ]
    weights = np.array([380, 260, 110, 70, 20, 20, 25, 30, 45, 12], dtype=np.int64)
    form = dice.weighted(f"{name}.form", count, weights)
    return text.choose(national & text.is_given(numbers), text.pick(form, *forms), numbers)
