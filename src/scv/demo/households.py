"""Who lives with whom: households of couples, families, flat shares, student halls, care homes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock
from scv.demo.dice import Dice, Ints, Mask

SINGLE, COUPLE, FAMILY, LONE_PARENT, SHARE, HALL, CARE = range(7)
HEAD, PARTNER, CHILD, LODGER = range(4)
_KIND_WEIGHTS = np.array([300, 300, 220, 84, 80, 5, 5], dtype=np.int64)
_SIZES = np.array([[1, 1], [2, 2], [3, 5], [2, 3], [2, 4], [6, 12], [5, 10]], dtype=np.int64)
# age of the first person in mid 2022, in years: from, to
_AGES = np.array([[20, 86], [24, 82], [38, 60], [36, 66], [20, 34], [18, 21], [76, 97]], dtype=np.int64)
_MIDDLE = clock.day(2022, 7, 1)


@dataclass(frozen=True)
class Households:
    """One row per household (`kind`, `size`) and one per person (`of_person`, `position`, `role`)."""

    kind: Ints
    size: Ints
    of_person: Ints
    position: Ints
    role: Ints

    @property
    def count(self) -> int:
        """The number of households."""
        return len(self.kind)

    def first_person(self) -> Ints:
        """For each household its first person."""
        return np.cumsum(self.size) - self.size


def make_households(dice: Dice, persons: int) -> Households:
    """Households for exactly so many persons; the last one is cut to fit."""
    kind = dice.weighted("kind", persons, _KIND_WEIGHTS)
    size = dice.between("size", persons, _SIZES[kind, 0], _SIZES[kind, 1])
    count = int(np.searchsorted(np.cumsum(size), persons)) + 1
    kind, size = kind[:count], size[:count]
    size[-1] -= int(size.sum()) - persons
    of_person = np.repeat(np.arange(count), size)
    position = np.arange(persons) - (np.cumsum(size) - size)[of_person]
    return Households(kind, size, of_person, position, _roles(kind[of_person], position))


def _roles(kind: Ints, position: Ints) -> Ints:
    lodging = np.isin(kind, [SHARE, HALL, CARE])
    partner = np.isin(kind, [COUPLE, FAMILY]) & (position == 1)
    role = np.where(position == 0, HEAD, np.where(partner, PARTNER, CHILD))
    return np.where(lodging, LODGER, role).astype(np.int64)


def birth_days(dice: Dice, homes: Households) -> Ints:
    """A birth day for each person: partners of like age, children a generation younger, some twins."""
    count, kind = len(homes.of_person), homes.kind[homes.of_person]
    own = dice.between("age", count, _AGES[kind, 0] * 365, _AGES[kind, 1] * 365)
    head_age = own[homes.first_person()][homes.of_person]
    partner = np.clip(head_age + dice.between("gap", count, -2000, 1500), 20 * 365, 95 * 365)
    oldest = np.clip(head_age - 20 * 365, 18 * 365, 40 * 365)
    child = dice.between("child_age", count, 17 * 365, oldest)
    age = np.where(homes.role == PARTNER, partner, np.where(homes.role == CHILD, child, own))
    born = _MIDDLE - age
    return np.where(twins(dice, homes), np.roll(born, 1), born)


def twins(dice: Dice, homes: Households) -> Mask:
    """True for a third or later member of a family who is the twin of the one before."""
    kind = homes.kind[homes.of_person]
    can: Mask = (kind == FAMILY) & (homes.position == 3)
    return can & dice.chance("twins", len(can), 120)


def sexes(dice: Dice, homes: Households) -> Ints:
    """0 for men, 1 for women; couples are mostly of a man and a woman."""
    count = len(homes.of_person)
    own = dice.below("sex", count, 2)
    other = 1 - own[homes.first_person()][homes.of_person]
    mixed = (homes.role == PARTNER) & ~dice.chance("same_sex", count, 35)
    return np.where(mixed, other, own)
