"""The people: names, births, marriages, deaths, and when their names changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scv.demo import clock, households, names, places, text
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.households import Households
from scv.demo.places import Towns
from scv.demo.text import Text


@dataclass(frozen=True)
class People:
    """One row per person; names are positions in `names.name_book()` (surnames: in `surnames`)."""

    homes: Households
    town_of_home: Ints
    sex: Ints
    origin: Ints
    born: Ints
    forename: Ints
    middle: Ints
    surname: Ints
    later_surname: Ints
    renamed_on: Ints
    married: Ints
    spouse: Ints
    joined_on: Ints
    died_on: Ints
    surnames: Text

    @property
    def count(self) -> int:
        """The number of people."""
        return len(self.sex)

    def surname_on(self, person: Ints, day: Ints) -> Ints:
        """Each person's surname on a day."""
        return np.where(day >= self.renamed_on[person], self.later_surname[person], self.surname[person])


def make_people(dice: Dice, persons: int, towns: Towns) -> People:
    """A population of the given size, the same for the same seed."""
    homes = households.make_households(dice.within("households"), persons)
    people = _born(dice, homes, towns)
    people = _namesakes(dice.within("namesakes"), people)
    people = _marriages(dice.within("marriages"), people)
    return _separations(dice.within("separations"), people)


def _born(dice: Dice, homes: Households, towns: Towns) -> People:
    count = len(homes.of_person)
    town = places.draw_towns(dice, "town", homes.count)
    sex, born = households.sexes(dice, homes), households.birth_days(dice, homes)
    origin = _origins(dice, homes, towns, town)
    surname = _surnames(dice, homes, origin)
    never = np.full(count, clock.NEVER, dtype=np.int64)
    return People(
        homes=homes,
        town_of_home=town,
        sex=sex,
        origin=origin,
        born=born,
        forename=_forenames(dice, homes, origin, sex, born),
        middle=_middle_names(dice, origin, sex, born),
        surname=surname,
        later_surname=surname,
        renamed_on=never,
        married=_married(homes, surname),
        spouse=np.full(count, -1, dtype=np.int64),
        joined_on=never,
        died_on=_deaths(dice, born),
        surnames=names.name_book().surnames,
    )


def _origins(dice: Dice, homes: Households, towns: Towns, town: Ints) -> Ints:
    regions = towns.region.to_pylist()
    of_home = names.draw_origins(dice, "origin", regions, town)
    own = names.draw_origins(dice, "own_origin", regions, town[homes.of_person])
    mixed = (homes.role == households.PARTNER) & dice.chance("mixed", len(own), 120)
    return np.where((homes.role == households.LODGER) | mixed, own, of_home[homes.of_person])


def _surnames(dice: Dice, homes: Households, origin: Ints) -> Ints:
    own = names.draw_surnames(dice, "surname", origin)
    shared = own[homes.first_person()][homes.of_person]
    married = (homes.role == households.PARTNER) & dice.chance("takes_name", len(own), 720)
    return np.where(married | (homes.role == households.CHILD), shared, own)


def _married(homes: Households, surname: Ints) -> Ints:
    same_name = surname == surname[homes.first_person()][homes.of_person]
    pair = np.isin(homes.kind[homes.of_person], [households.COUPLE, households.FAMILY])
    married: Mask = pair & (homes.position < 2) & same_name
    return married.astype(np.int64)


def year_of(days: Ints) -> Ints:
    """The calendar year of days since 1970."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _forenames(dice: Dice, homes: Households, origin: Ints, sex: Ints, born: Ints) -> Ints:
    """Own forenames, save for first sons who have their father's."""
    own = names.draw_forenames(dice, "forename", origin, sex, year_of(born))
    first = homes.first_person()[homes.of_person]
    son = (homes.role == households.CHILD) & (sex == 0) & (sex[first] == 0)
    first_son = son & (homes.position <= 2)
    namesake = first_son & dice.chance("junior", len(own), 90)
    return np.where(namesake, own[first], own)


def _middle_names(dice: Dice, origin: Ints, sex: Ints, born: Ints) -> Ints:
    middle = names.draw_forenames(dice, "middle", origin, sex, year_of(born) - 15)
    return np.where(dice.chance("has_middle", len(middle), 620), middle, -1)


def _deaths(dice: Dice, born: Ints) -> Ints:
    """Days of death within the world; the yearly hazard grows with age, 4 % at 80, 10 % at 90."""
    age = np.clip((clock.day(2022, 7, 1) - born) // 365, 0, 99)
    per_thousand = np.where(age < 55, 1, np.where(age < 70, 8, np.where(age < 80, 22, np.where(age < 88, 60, 120))))
    wait = dice.exponential("lifetime", len(born), 1000 * 365) // per_thousand
    died = clock.START + 60 + wait
    return np.where(died <= clock.END - 30, died, clock.NEVER)


def _namesakes(dice: Dice, people: People) -> People:
    """Pairs of strangers who share a full name and a town: one in 80 singles copies another's."""
    alone = np.flatnonzero(people.homes.kind[people.homes.of_person] == households.SINGLE)
    order = alone[dice.shuffled("order", len(alone))]
    half = min(max(10, len(order) // 80), len(order) // 2)
    copy, model = order[:half], order[half : 2 * half]
    homes = people.homes.of_person
    town = _with(people.town_of_home, homes[copy], people.town_of_home[homes[model]])
    return replace(
        people,
        town_of_home=town,
        sex=_with(people.sex, copy, people.sex[model]),
        origin=_with(people.origin, copy, people.origin[model]),
        forename=_with(people.forename, copy, people.forename[model]),
        surname=_with(people.surname, copy, people.surname[model]),
        later_surname=_with(people.later_surname, copy, people.surname[model]),
    )


def _with(values: Ints, index: Ints, new: Ints | int) -> Ints:
    """A copy with some values replaced."""
    result = values.copy()
    result[index] = new
    return result


def _marriages(dice: Dice, people: People) -> People:
    """Women who marry, move to their husband and (mostly) take or join his name."""
    free = (people.homes.role != households.PARTNER) & (people.married == 0)
    age = (clock.day(2022, 7, 1) - people.born) // 365
    free &= (age >= 20) & (age <= 44) & (people.died_on == clock.NEVER)
    wives = _drawn(dice, "wives", free & (people.sex == 1), 130)
    grooms = _drawn(dice, "grooms", free & (people.sex == 0), 500)
    pairs = min(len(wives), len(grooms))
    wives, grooms = wives[:pairs], grooms[:pairs]
    apart = people.homes.of_person[wives] != people.homes.of_person[grooms]
    wives, grooms = wives[apart], grooms[apart]
    day = dice.between("day", len(wives), clock.START + 200, clock.END - 300)
    surnames, new = _married_names(dice, people, wives, grooms)
    return replace(
        people,
        surnames=surnames,
        later_surname=_with(people.later_surname, wives, new),
        renamed_on=_with(people.renamed_on, wives, day + 20),
        married=_with(people.married, np.r_[wives, grooms], 1),
        spouse=_with(_with(people.spouse, wives, grooms), grooms, wives),
        joined_on=_with(people.joined_on, wives, day),
    )


def _drawn(dice: Dice, name: str, wanted: Mask, per_thousand: int) -> Ints:
    """Some of the wanted persons, in random order."""
    chosen = np.flatnonzero(wanted & dice.chance(name, len(wanted), per_thousand))
    return chosen[dice.shuffled(f"{name}.order", len(chosen))]


def _married_names(dice: Dice, people: People, wives: Ints, grooms: Ints) -> tuple[Text, Ints]:
    """The surname list with double-barrelled names added, and each wife's name after the wedding."""
    form = dice.weighted("form", len(wives), np.array([760, 110, 130]))
    his, hers = people.surname[grooms], people.surname[wives]
    double = text.join(text.take(people.surnames, hers), "-", text.take(people.surnames, his))
    added = len(people.surnames) + np.arange(len(wives))
    return text.stack(people.surnames, double), np.where(form == 0, his, np.where(form == 1, added, hers))


def _separations(dice: Dice, people: People) -> People:
    """Wives who leave and go back to a name of their own."""
    wife = (people.homes.role == households.PARTNER) & (people.sex == 1) & (people.married == 1)
    wife &= people.born > clock.day(1950, 1, 1)
    leaving = np.flatnonzero(wife & dice.chance("leaves", people.count, 25))
    day = dice.between("day", len(leaving), clock.START + 200, clock.END - 300)
    maiden = names.draw_surnames(dice, "maiden", people.origin[leaving])
    return replace(
        people,
        later_surname=_with(people.later_surname, leaving, maiden),
        renamed_on=_with(people.renamed_on, leaving, day + 60),
        married=_with(people.married, leaving, 0),
        joined_on=_with(people.joined_on, leaving, day),
    )
