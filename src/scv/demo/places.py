"""Where people live: towns with their true postcode areas, streets, flats, halls, foreign addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scv.demo import households, text, words
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.text import Text

_INWARD = text.column(list("ABDEFGHJLNPQRSTUWXYZ"))
_FLATS_PER_BLOCK = 12
_FOREIGN_PER_THOUSAND = 15
HOUSE, FLAT, STUDENT_ROOM, CARE_ROOM, FOREIGN = range(5)


@dataclass(frozen=True)
class Towns:
    """The towns of the word list, with the districts (outward codes) of each end to end."""

    name: Text
    county: Text
    region: Text
    area: Text
    area_code: Text
    local_start: Text
    weight: Ints
    district: Text
    district_start: Ints
    district_count: Ints


@dataclass(frozen=True)
class Addresses:
    """One row per address; `town_number` and `foreign_town` are positions in the lists, -1 where not there."""

    line_1: Text
    line_1_short: Text
    line_2: Text
    town: Text
    county: Text
    postcode: Text
    country: Text
    kind: Ints
    town_number: Ints
    foreign_town: Ints


@lru_cache(maxsize=1)
def towns() -> Towns:
    """The towns, read once."""
    listed = [row["districts"].split() for row in words.rows("towns")]
    counts = np.array([len(some) for some in listed], dtype=np.int64)
    area = words.texts("towns", "postcode_area")
    area_of_district = text.take(area, np.repeat(np.arange(len(counts)), counts))
    return Towns(
        name=words.texts("towns", "town"),
        county=words.texts("towns", "county"),
        region=words.texts("towns", "region"),
        area=area,
        area_code=words.texts("towns", "area_code"),
        local_start=words.texts("towns", "local_start"),
        weight=words.numbers("towns", "weight"),
        district=text.join(area_of_district, text.column([one for some in listed for one in some])),
        district_start=np.cumsum(counts) - counts,
        district_count=counts,
    )


def draw_towns(dice: Dice, name: str, count: int) -> Ints:
    """A town for each household, by size."""
    return dice.weighted(name, count, towns().weight)


def make_addresses(dice: Dice, town: Ints, home_kind: Ints, home: Ints) -> Addresses:
    """An address for each (town, kind of household); `home` numbers the household for shared blocks."""
    count = len(town)
    flat = np.isin(home_kind, [households.SINGLE, households.COUPLE, households.SHARE])
    flat &= dice.chance("flat", count, 300)
    special = {households.HALL: STUDENT_ROOM, households.CARE: CARE_ROOM}
    kind = np.where(flat, FLAT, HOUSE)
    for of_home, of_address in special.items():
        kind = np.where(home_kind == of_home, of_address, kind)
    british = _british(dice, town, kind, home)
    ordinary = (kind == HOUSE) & dice.chance("foreign", count, _FOREIGN_PER_THOUSAND)
    return _abroad(dice, british, ordinary)


def _british(dice: Dice, town: Ints, kind: Ints, home: Ints) -> Addresses:
    list_of_towns, count = towns(), len(town)
    place = np.where(kind == FLAT, _blocks(dice, town), -1 - home)
    key = np.where(kind == FLAT, town * 1_000_003 + place, np.arange(count) + 2**40)
    street, short = _streets(dice, _street_numbers(dice, key, town))
    number = text.number(dice.between("number", key, 1, 140))
    building = _buildings(dice, kind, key)
    flat = text.join("Flat ", text.number(dice.between("flat_number", count, 1, 40)))
    line_1 = text.choose(kind == FLAT, flat, text.first_of(building, text.join(number, " ", street)))
    line_2 = text.choose(kind == FLAT, text.join(building, ", ", number, " ", street), text.keep(kind > FLAT, street))
    return Addresses(
        line_1=line_1,
        line_1_short=text.choose(kind == HOUSE, text.join(number, " ", short), line_1),
        line_2=line_2,
        town=text.take(list_of_towns.name, town),
        county=text.take(list_of_towns.county, town),
        postcode=_postcodes(dice, _street_numbers(dice, key, town), town),
        country=text.same("GB", count),
        kind=kind,
        town_number=town,
        foreign_town=np.full(count, -1, dtype=np.int64),
    )


def _blocks(dice: Dice, town: Ints) -> Ints:
    """A block number for each flat, so that about a dozen share one."""
    in_town = np.bincount(town, minlength=int(town.max()) + 1)
    return dice.below("block", len(town), in_town[town] // (_FLATS_PER_BLOCK * 4) + 1)


def _street_numbers(dice: Dice, key: Ints, town: Ints) -> Ints:
    """The street of each address: a number that names the town and the street in it."""
    streets = towns().weight[town] * 60
    return town * 10_000_000 + dice.below("street", key, streets)


def _streets(dice: Dice, street: Ints) -> tuple[Text, Text]:
    """Street names in full and with the type abbreviated."""
    name = words.texts("street_names", "street_name")
    first = text.take(name, dice.below("street_name", street, len(name)))
    kind = dice.weighted("street_type", street, words.numbers("street_types", "weight"))
    full = text.take(words.texts("street_types", "street_type"), kind)
    short = text.take(words.texts("street_types", "short_form"), kind)
    return text.join(first, " ", full), text.join(first, " ", short)


def _buildings(dice: Dice, kind: Ints, key: Ints) -> Text:
    """The name of a block, hall or care home; null for houses."""
    kinds = np.array(words.values("buildings", "kind"))
    name = words.texts("buildings", "building")
    result = np.full(len(kind), -1, dtype=np.int64)
    for code, word in ((FLAT, "flats"), (STUDENT_ROOM, "hall"), (CARE_ROOM, "care")):
        choices = np.flatnonzero(kinds == word)
        drawn = choices[dice.below(f"building.{word}", key, len(choices))]
        result = np.where(kind == code, drawn, result)
    return text.take(name, result)


def _postcodes(dice: Dice, street: Ints, town: Ints) -> Text:
    """A postcode of valid form for each street."""
    list_of_towns = towns()
    within = dice.below("district", street, list_of_towns.district_count[town])
    outward = text.take(list_of_towns.district, list_of_towns.district_start[town] + within)
    sector = text.number(dice.below("sector", street, 10))
    units = [text.take(_INWARD, dice.below(f"unit_{n}", street, len(_INWARD))) for n in (1, 2)]
    return text.join(outward, " ", sector, *units)


def _abroad(dice: Dice, home: Addresses, abroad: Mask) -> Addresses:
    """The same addresses with the given ones replaced by foreign ones."""
    count = len(home.kind)
    town = dice.below("foreign_town", count, len(words.rows("foreign_towns")))
    country = text.take(words.texts("foreign_towns", "country"), town)
    line = _foreign_lines(dice, words.values("foreign_towns", "country"), town)
    return Addresses(
        line_1=text.choose(abroad, line, home.line_1),
        line_1_short=text.choose(abroad, line, home.line_1_short),
        line_2=text.choose(abroad, None, home.line_2),
        town=text.choose(abroad, text.take(words.texts("foreign_towns", "town"), town), home.town),
        county=text.choose(abroad, text.take(words.texts("foreign_towns", "county"), town), home.county),
        postcode=text.choose(abroad, _foreign_postcodes(dice, town), home.postcode),
        country=text.choose(abroad, country, home.country),
        kind=np.where(abroad, FOREIGN, home.kind),
        town_number=np.where(abroad, -1, home.town_number),
        foreign_town=np.where(abroad, town, -1),
    )


def _foreign_lines(dice: Dice, countries: list[str], town: Ints) -> Text:
    of_street = np.array(words.values("foreign_streets", "country"))
    starts = np.array([int(np.flatnonzero(of_street == one)[0]) for one in countries], dtype=np.int64)
    counts = np.array([int((of_street == one).sum()) for one in countries], dtype=np.int64)
    place = starts[town] + dice.below("foreign_street", len(town), counts[town])
    street = text.take(words.texts("foreign_streets", "street"), place)
    number = text.number(dice.between("foreign_number", len(town), 1, 200))
    german = np.array([one == "DE" for one in countries])[town]
    return text.choose(german, text.join(street, " ", number), text.join(number, " ", street))


def _foreign_postcodes(dice: Dice, town: Ints) -> Text:
    """Postcodes from each town's form, where d stands for a digit and L for a letter."""
    made = text.take(words.texts("foreign_towns", "postcode_form"), town)
    for n in range(3):
        letter = text.take(_INWARD, dice.below(f"letter_{n}", len(town), len(_INWARD)))
        made = _fill(made, "{L}", letter)
        made = _fill(made, "{d}", text.number(dice.below(f"digit_{n}", len(town), 10)))
    made = _fill(made, "{dd}", text.number(dice.between("digits_2", len(town), 1, 20), 2))
    return _fill(made, "{ddd}", text.number(dice.between("digits_3", len(town), 115, 999), 3))


def _fill(forms: Text, mark: str, values: Text) -> Text:
    """The first occurrence of a mark in each form replaced by the row's value."""
    escaped = mark.replace("{", r"\{").replace("}", r"\}")
    before = text.replace(forms, f"^(.*?){escaped}.*$", r"\1")
    after = text.replace(forms, f"^.*?{escaped}(.*)$", r"\1")
    has = text.matches(forms, escaped)
    return text.choose(has, text.join(before, values, after), forms)
