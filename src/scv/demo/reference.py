"""Reference files: suppressions (deceased, gone away, telephone preference) with whom they mean, demographics."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, names, places, sighting, text, words
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.schema import RawTable
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_CARE = Care(nickname=50, initial=60, mistyped=25, upper=250, lower=0, ascii_only=1000)
_PREFERRING = 12
_GROUPS = ["A Rural comfort", "B City prosperity", "C Suburban families", "D Modest means", "E Young renters"]
_STYLES = ["countryside and heritage", "culture and travel", "home and family", "value seekers", "digital and urban"]


def suppressions_table(world: World) -> RawTable:
    """reference.suppressions: customers and as many strangers, with names as the suppliers have them."""
    dice, people = world.dice.within("suppressions"), world.people
    dead = np.flatnonzero((people.died_on < clock.NEVER) & dice.chance("listed", people.count, 780))
    moved_on = world.residence.last_move(np.arange(people.count))
    moved = (moved_on < clock.END - 30) & (people.died_on == clock.NEVER) & dice.chance("gone", people.count, 90)
    gone = np.flatnonzero(moved)
    who = np.r_[dead, gone]
    deceased = np.arange(len(who)) < len(dead)
    lag = dice.between("lag", len(who), 5, 60)
    day = np.minimum(np.where(deceased, people.died_on[who], moved_on[who] + lag), clock.END)
    known = _known(world, dice, who, day, deceased)
    strange = _strangers(dice, max(len(who) // 3, 4))
    columns = {name: text.stack(known[name], strange[name]) for name in known}
    person = np.r_[who, np.full(len(strange["forename"]), -1, dtype=np.int64)]
    order = dice.shuffled("order", len(person))
    shuffled = {name: text.take(values, order) for name, values in columns.items()}
    preferring, told = _preferring(world)
    ids = text.join("SUP", text.number(1 + np.arange(len(person) + len(preferring)), 5))
    columns = {"suppression_id": ids, **{name: text.stack(shuffled[name], told[name]) for name in told}}
    return RawTable("reference.suppressions", columns, np.r_[person[order], preferring])


def _preferring(world: World) -> tuple[Ints, dict[str, Text]]:
    """People who want no unasked calls, as they told the list at the end of the world's time."""
    dice, people = world.dice.within("telephone_preference"), world.people
    living = people.died_on == clock.NEVER
    who = np.flatnonzero(living & dice.chance("listed", people.count, _PREFERRING)).astype(np.int64)
    columns = _known(world, dice, who, np.full(len(who), clock.END - 90), np.ones(len(who), dtype=np.bool_))
    listed = {"list_name": "telephone_preference", "supplied_by": "telephone preference register"}
    return who, {**columns, **{name: text.same(value, len(who)) for name, value in listed.items()}}


def _known(world: World, dice: Dice, who: Ints, day: Ints, deceased: Mask) -> dict[str, Text]:
    """Customers: the dead at their last address, the gone at the one that they left."""
    count = len(who)
    at = np.where(deceased, day, day - 70)
    place = sighting.places(world, dice, who, at)
    return {
        "list_name": text.choose(deceased, "deceased", "gone_away"),
        "title": text.keep(dice.chance("title", count, 700), text.take(world.title, who)),
        "forename": sighting.forenames(world, dice, who, _CARE),
        "surname": sighting.surnames(world, dice, who, at, _CARE),
        "date_of_birth": text.keep(
            dice.chance("born", count, 650) & deceased, clock.days_text(world.people.born[who], "iso")
        ),
        "address_line_1": place.line_1,
        "town": place.town,
        "postcode": place.postcode,
        "effective_on": clock.days_text(day, "iso"),
        "supplied_by": text.choose(
            dice.chance("supplier", count, 500), "bereavement register", "mailing preference bureau"
        ),
    }


def _strangers(dice: Dice, count: int) -> dict[str, Text]:
    """People on the lists who never were customers."""
    dice = dice.within("strangers")
    none = np.zeros(count, dtype=np.int64)
    sex, born = dice.below("sex", count, 2), dice.between("born", count, none - 14_000, none + 3_000)
    town = places.draw_towns(dice, "town", count)
    home = places.make_addresses(dice, town, none + 2, np.arange(count))
    forename = names.draw_forenames(dice, "forename", none, sex, 1970 + born // 365)
    return {
        "list_name": text.choose(dice.chance("list", count, 650), "deceased", "gone_away"),
        "title": text.choose(sex == 0, "Mr", "Mrs"),
        "forename": text.take(names.name_book().forenames, forename),
        "surname": text.take(names.name_book().surnames, names.draw_surnames(dice, "surname", none)),
        "date_of_birth": text.keep(dice.chance("has_born", count, 500), clock.days_text(born, "iso")),
        "address_line_1": home.line_1,
        "town": home.town,
        "postcode": home.postcode,
        "effective_on": clock.days_text(clock.START + dice.below("day", count, 2700), "iso"),
        "supplied_by": text.same("bereavement register", count),
    }


def demographics_table(world: World) -> RawTable:
    """reference.postcode_demographics: one row per outward code of the towns in use."""
    dice, towns = world.dice.within("demographics"), places.towns()
    district, first = _first_places(towns.district)
    town = np.repeat(np.arange(len(towns.weight)), towns.district_count)[first]
    affluence = words.numbers("towns", "affluence")[town] + dice.below("shift", len(first), 3) - 1
    band = np.clip(affluence, 1, 5)
    rural = np.array(words.values("towns", "urban_rural"))[town] == "rural"
    group = np.where(rural, 0, np.array([4, 3, 2, 2, 1], dtype=np.int64)[band - 1])
    columns = {
        "postcode_area": district,
        "region": text.take(towns.region, town),
        "demographic_group": text.take(text.column(_GROUPS), group),
        "lifestyle_group": text.take(text.column(_STYLES), group),
        "affluence_band": text.number(band),
        "urban_rural": text.choose(rural, "rural", "urban"),
        "as_of": text.same("2025-01-01", len(first)),
    }
    return RawTable("reference.postcode_demographics", columns, np.full(len(first), -1, dtype=np.int64))


def _first_places(values: Text) -> tuple[Text, Ints]:
    """The distinct values and the first position of each."""
    distinct, code = text.codes(values)
    first = np.flatnonzero(text.repeat_number(code) == 0)
    return distinct, first
