"""The CRM's supporters, with upper-case headings and dates as dd/mm/yyyy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, corruption, sighting, text
from scv.demo.dice import Dice, Ints
from scv.demo.schema import RawTable
from scv.demo.sighting import Care, Place, World
from scv.demo.text import Text

_CARE = Care(nickname=30, initial=25, mistyped=14, upper=140, lower=8, ascii_only=500)
_WORDINGS = text.column(["v1 2018 post", "v2 2019 all channels", "v3 2021 preference centre", "v4 2024"])


@dataclass(frozen=True)
class Supporters:
    """Every supporter record: its person, id, creation and last update; `of_person` is each one's first."""

    person: Ints
    created_at: Ints
    updated_at: Ints
    supporter_id: Text
    of_person: Ints


def make_supporters(world: World) -> Supporters:
    """Supporter records of half the people; one in sixteen is entered twice."""
    dice, people = world.dice.within("supporters"), world.people
    older = np.where(people.born < clock.day(1975, 1, 1), 640, 380)
    chosen = np.flatnonzero(dice.chance("is", people.count, older))
    again = chosen[dice.chance("again", chosen, 65)]
    who = np.r_[chosen, again]
    first = world.active_from[who]
    wait = np.where(
        np.arange(len(who)) >= len(chosen),
        dice.between("later", len(who), 60, 900),
        dice.between("soon", len(who), 0, 40),
    )
    day = np.minimum(np.minimum(first + wait, clock.END), np.maximum(people.died_on[who] - 10, clock.START))
    at = clock.moment(dice, "at", day, 8, 18)
    order = np.argsort(at, kind="stable")
    who, at = who[order], at[order]
    touched = np.where(dice.chance("touched", len(who), 450), dice.between("touch", len(who), 1, 1500), 0)
    last = np.minimum(
        np.minimum(at // clock.DAY + touched, clock.END), np.maximum(people.died_on[who] - 1, at // clock.DAY)
    )
    of_person = np.full(people.count, -1, dtype=np.int64)
    of_person[who[::-1]] = np.arange(len(who))[::-1]
    updated = np.maximum(at, clock.moment(dice, "touched_at", last, 8, 18))
    return Supporters(who, at, updated, text.number(100_001 + np.arange(len(who))), of_person)


def supporters_table(world: World, supporters: Supporters) -> RawTable:
    """crm.supporters."""
    dice, who = world.dice.within("supporters_table"), supporters.person
    day = supporters.updated_at // clock.DAY
    place = sighting.places(world, dice, who, day, stale=60)
    columns = {
        "SUPPORTER_ID": supporters.supporter_id,
        **_names(world, dice, who, day),
        "DOB": _births(world, dice, who),
        **_contact_points(world, dice, who, day, place.country),
        **_address(dice, place),
        "TWITTER_HANDLE": _handles(world, dice, who),
        **_consents(dice, supporters),
        "DECEASED": _deceased(world, dice, who),
        "CREATED_ON": clock.stamp(supporters.created_at, "dmy", with_seconds=False),
        "UPDATED_ON": clock.stamp(supporters.updated_at, "dmy", with_seconds=False),
    }
    return RawTable("crm.supporters", columns, who)


def _names(world: World, dice: Dice, who: Ints, day: Ints) -> dict[str, Text]:
    count = len(who)
    first = sighting.forenames(world, dice, who, _CARE)
    last = sighting.surnames(world, dice, who, day, _CARE)
    title = corruption.recase(dice, "title_case", text.take(world.title, who), 150, 5)
    dotted = text.join(title, ".")
    whole = dice.chance("whole_name", count, 12)
    honours = text.column(["OBE", "MBE", "PhD", "Jr", "BSc"])
    suffix = text.take(honours, np.where(dice.chance("suffix", count, 14), dice.below("which", count, 5), -1))
    unknown = dice.chance("unknown", count, 8)
    return {
        "TITLE": text.keep(dice.chance("title", count, 850), text.choose(dice.chance("dot", count, 60), dotted, title)),
        "FIRST_NAME": text.choose(unknown, "Unknown", text.choose(whole, None, first)),
        "MIDDLE_NAMES": sighting.middle_names(world, dice, who, 260),
        "LAST_NAME": text.choose(whole, text.join(first, last, sep=" "), last),
        "SUFFIX": suffix,
    }


def _births(world: World, dice: Dice, who: Ints) -> Text:
    """Most have one; some have the placeholder, some day and month swapped or a year off."""
    count, born = len(who), world.people.born[who]
    shifted = born + np.where(dice.chance("slip", count, 14), 365 * (dice.below("years", count, 3) - 1) + 10, 0)
    day = born.astype("datetime64[D]") - born.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    swappable = day.astype(np.int64) < 12
    us_order = text.choose(
        swappable & dice.chance("swapped", count, 10), clock.days_text(born, "mdy"), clock.days_text(shifted, "dmy")
    )
    placeholder = dice.chance("placeholder", count, 18)
    return text.choose(placeholder, "01/01/1900", text.keep(dice.chance("born", count, 640), us_order))


def _contact_points(world: World, dice: Dice, who: Ints, day: Ints, country: Text) -> dict[str, Text]:
    count = len(who)
    mails = sighting.emails_written(dice, sighting.emails(world, dice, who, day, second=100, company=180), 10)
    fakes = text.column(["noemail@noemail.com", "none@none.com", "N/A", "no email"])
    fake = text.take(fakes, np.where(dice.chance("fake", count, 16), dice.below("which_fake", count, 4), -1))
    home = sighting.phones_written(dice.within("home"), sighting.landlines(world, who, day), country)
    office = text.keep(dice.chance("office", count, 250), text.take(world.mailboxes.switchboard, who))
    mobile = corruption.excel_phone(dice, "excel", sighting.mobiles(world, who, day), 12)
    mobile = sighting.phones_written(dice.within("mobile"), mobile, country)
    zero = text.choose(dice.chance("zeros", count, 8), "0000000000", None)
    return {
        "EMAIL": text.first_of(fake, text.keep(dice.chance("mail", count, 690), mails)),
        "HOME_PHONE": text.first_of(office, text.keep(dice.chance("home", count, 800), home)),
        "MOBILE_PHONE": text.first_of(zero, text.keep(dice.chance("mobile", count, 600), mobile)),
    }


def _address(dice: Dice, place: Place) -> dict[str, Text]:
    count = len(place.line_1)
    given = dice.chance("address", count, 930)
    country = text.choose(
        text.equals(place.country, "GB"),
        text.choose(dice.chance("uk", count, 500), "United Kingdom", None),
        place.country,
    )
    return {
        "ADDRESS_1": text.keep(given, place.line_1),
        "ADDRESS_2": text.keep(given, place.line_2),
        "TOWN": text.keep(given, corruption.recase(dice, "town", place.town, 350, 0)),
        "COUNTY": text.keep(given & dice.chance("county", count, 600), place.county),
        "POSTCODE": text.keep(given, place.postcode),
        "COUNTRY": text.keep(given, country),
    }


def _handles(world: World, dice: Dice, who: Ints) -> Text:
    at = text.choose(dice.chance("at", len(who), 500), "@", None)
    return text.keep(dice.chance("handle", len(who), 25), text.join(at, text.take(world.handle, who)))


def _consents(dice: Dice, supporters: Supporters) -> dict[str, Text]:
    """Opt-ins per medium: yes, no or never asked; the wording in force on the day of consent."""
    count = len(supporters.person)
    asked = dice.chance("asked", count, 860)
    day = dice.between("day", count, supporters.created_at // clock.DAY, supporters.updated_at // clock.DAY)
    starts = np.array([clock.day(2019, 9, 1), clock.day(2021, 5, 1), clock.day(2024, 2, 1)], dtype=np.int64)
    columns = {
        f"{medium}_OPT_IN": text.keep(asked, text.choose(dice.chance(medium, count, rate), "Y", "N"))
        for medium, rate in (("EMAIL", 560), ("POST", 620), ("PHONE", 300), ("SMS", 240))
    }
    dated = asked & dice.chance("dated", count, 900)
    columns["CONSENT_DATE"] = text.keep(dated, clock.days_text(day, "dmy"))
    columns["CONSENT_WORDING"] = text.keep(dated, text.take(_WORDINGS, np.searchsorted(starts, day)))
    return columns


def _deceased(world: World, dice: Dice, who: Ints) -> Text:
    dead = (world.people.died_on[who] < clock.NEVER) & dice.chance("told", len(who), 420)
    return text.choose(dead, "Y", text.choose(dice.chance("blank", len(who), 400), None, "N"))
