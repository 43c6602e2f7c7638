"""What a channel writes down of a person on a day: the name, address, email and phone they gave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import corruption, names, phones, text
from scv.demo.dice import Dice, Ints
from scv.demo.emails import Mailboxes
from scv.demo.phones import Mobiles
from scv.demo.population import People
from scv.demo.residence import Residence
from scv.demo.text import Text


@dataclass(frozen=True)
class World:
    """Everything that is true, before any system writes it down."""

    dice: Dice
    people: People
    residence: Residence
    mobiles: Mobiles
    landlines: Text
    mailboxes: Mailboxes
    active_from: Ints
    active_to: Ints
    title: Text
    cookie: Text
    handle: Text


@dataclass(frozen=True)
class Care:
    """How carefully a channel takes details down; rates per thousand."""

    nickname: float = 60
    initial: float = 10
    mistyped: float = 15
    upper: float = 10
    lower: float = 15
    spaces: float = 4
    ascii_only: float = 300
    mojibake: float = 90


@dataclass(frozen=True)
class Place:
    """The lines of an address as written down."""

    line_1: Text
    line_2: Text
    town: Text
    county: Text
    postcode: Text
    country: Text

    def at(self, rows: Ints) -> Place:
        """The places of the given rows."""
        parts = (self.line_1, self.line_2, self.town, self.county, self.postcode, self.country)
        return Place(*(text.take(part, rows) for part in parts))

    @property
    def in_one_line(self) -> Text:
        """Both lines in one field, as forms with a single address line have it."""
        return text.join(self.line_1, self.line_2, sep=", ")


def forenames(world: World, dice: Dice, person: Ints, care: Care) -> Text:
    """Forenames as given: in full, as a nickname or an initial, with slips."""
    count, forename = len(person), world.people.forename[person]
    full = text.take(names.name_book().forenames, forename)
    # a person goes by one nickname; whether it is used differs from time to time
    nick = names.nickname(world.dice.within("nick"), "own", world.people.forename)
    nick = text.take(nick, person)
    usual = world.dice.chance("usually_nick", person, 180)
    rate = np.where(usual, 6 * int(care.nickname) + 200, int(care.nickname) // 2)
    named = text.choose(dice.chance("nick", count, rate) & text.is_given(nick), nick, full)
    named = text.choose(dice.chance("initial", count, care.initial), text.cut(named, 0, 1), named)
    return _taken_down(dice.within("forename"), named, care)


def surnames(world: World, dice: Dice, person: Ints, day: Ints, care: Care) -> Text:
    """Surnames as of the day, with slips; double-barrelled ones sometimes without the hyphen."""
    named = text.take(world.people.surnames, world.people.surname_on(person, day))
    unhyphened = dice.chance("unhyphened", len(person), 150)
    named = text.choose(unhyphened, text.replace(named, "-", " "), named)
    plain = dice.chance("unapostrophed", len(person), 200)
    named = text.choose(plain, text.replace(named, "'", ""), named)
    return _taken_down(dice.within("surname"), named, care)


def _taken_down(dice: Dice, named: Text, care: Care) -> Text:
    plain = dice.chance("ascii", len(named), care.ascii_only)
    named = text.choose(plain, text.unaccented(named), named)
    named = corruption.mistype(dice, "mistyped", named, care.mistyped)
    named = corruption.recase(dice, "case", named, care.upper, care.lower)
    named = corruption.mojibake(named, dice.chance("mojibake", len(named), care.mojibake))
    return corruption.stray_spaces(dice, "spaces", named, care.spaces)


def middle_names(world: World, dice: Dice, person: Ints, per_thousand: float) -> Text:
    """Middle names of those who give one, half of them as an initial."""
    full = text.take(names.name_book().forenames, world.people.middle[person])
    short = dice.chance("middle_initial", len(person), 450)
    given = dice.chance("middle", len(person), per_thousand)
    return text.keep(given, text.choose(short, text.cut(full, 0, 1), full))


def full_names(world: World, dice: Dice, person: Ints, day: Ints, care: Care, title: float = 0) -> Text:
    """Forename and surname in one field, some with a title, some the other way round."""
    count = len(person)
    first, last = forenames(world, dice, person, care), surnames(world, dice, person, day, care)
    titled = text.keep(dice.chance("titled", count, title), text.take(world.title, person))
    plain = text.join(titled, first, last, sep=" ")
    return text.choose(dice.chance("reversed", count, title / 12), text.join(last, ", ", first), plain)


def settled(key: Ints) -> tuple[Ints, Ints]:
    """The first row of each key, and for every row the place of its key among them.

    What is worked out for the first rows and taken by place is written alike wherever the key is the same.
    """
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(np.int64), place.astype(np.int64)


def usual_full_names(world: World, dice: Dice, person: Ints, day: Ints, care: Care) -> Text:
    """Full names as people have set them once, in a mail client or a profile: they change with the surname only."""
    renamed = (day >= world.people.renamed_on[person]).astype(np.int64)
    first, place = settled(person * 2 + renamed)
    return text.take(full_names(world, dice, person[first], day[first], care), place)


def places(world: World, dice: Dice, person: Ints, day: Ints, stale: float = 0) -> Place:
    """Addresses as of the day (some, at the stale rate, of before a move), with slips and short forms."""
    where = world.residence.addresses
    count = len(person)
    old = dice.chance("stale", count, stale)
    at = world.residence.address_on(person, np.where(old, 0, day))
    short = dice.chance("short_street", count, 280)
    line = text.choose(short, text.take(where.line_1_short, at), text.take(where.line_1, at))
    line = text.join(
        text.keep(at < world.residence.addresses_of_homes, text.take(world.residence.room, person)), line, sep=", "
    )
    line = corruption.mistype(dice, "line", line, 14)
    postcode = text.take(where.postcode, at)
    postcode = corruption.mistype(dice, "postcode", postcode, 6)
    return Place(
        line_1=corruption.recase(dice, "line_case", line, 40, 15),
        line_2=text.take(where.line_2, at),
        town=corruption.mistype(dice, "town", text.take(where.town, at), 6),
        county=text.take(where.county, at),
        postcode=_postcodes_written(dice, postcode),
        country=text.take(where.country, at),
    )


def _postcodes_written(dice: Dice, postcode: Text) -> Text:
    count = len(postcode)
    closed = text.choose(dice.chance("unspaced", count, 70), text.replace(postcode, " ", ""), postcode)
    return corruption.recase(dice, "postcode_case", closed, 0, 40)


def emails(world: World, dice: Dice, person: Ints, day: Ints, second: float = 120, company: float = 250) -> Text:
    """The email address a person gives on a day, null for those without any."""
    boxes, count = world.mailboxes, len(person)
    has_moved_on = (day >= boxes.second_from[person]) & dice.chance("second", count, second * 4)
    chosen = text.choose(
        has_moved_on,
        text.first_of(text.take(boxes.second, person), text.take(boxes.main, person)),
        text.take(boxes.main, person),
    )
    shares = (boxes.shares_mailbox[person] == 1) & dice.chance("household", count, 700)
    home = text.keep(shares, text.take(boxes.household, person))
    office = text.keep(dice.chance("company", count, company), text.take(boxes.company, person))
    return text.first_of(office, home, chosen)


def shop_emails(world: World, dice: Dice, person: Ints, day: Ints, second: float, company: float) -> Text:
    """Like `emails`, for a system that takes nobody without an address."""
    return text.first_of(emails(world, dice, person, day, second, company), text.take(world.mailboxes.spare, person))


def emails_written(dice: Dice, mails: Text, slips: float = 8) -> Text:
    """Addresses as typed: capitals, plus tags, dots and aliases of Gmail, wrong domains, slips."""
    count = len(mails)
    google = text.matches(mails, "@gmail\\.com$")
    tag = text.take(text.column(["shop", "charity", "news", "orders"]), dice.below("tag", count, 4))
    tagged = text.join(text.replace(mails, "@.*$", ""), "+", tag, "@gmail.com")
    made = text.choose(google & dice.chance("tagged", count, 25), tagged, mails)
    made = text.choose(google & dice.chance("alias", count, 12), text.replace(made, "@gmail", "@googlemail"), made)
    undotted = text.join(text.replace(text.replace(mails, "@.*$", ""), "\\.", ""), "@gmail.com")
    made = text.choose(google & dice.chance("undotted", count, 30), undotted, made)
    for place, (right, wrong) in enumerate(
        (("gmail", "gmial"), ("hotmail", "hotmial"), ("\\.com$", ".con"), ("\\.co\\.uk$", ".co.ukk"))
    ):
        made = text.choose(dice.chance(f"domain_{place}", count, 1.5), text.replace(made, right, wrong), made)
    made = corruption.mistype(dice, "mail", made, slips, end=10)
    made = corruption.recase(dice, "mail_case", made, 20, 0)
    capital = text.join(text.upper(text.cut(made, 0, 1)), text.cut(made, 1))
    made = text.choose(dice.chance("capital", count, 60), capital, made)
    return corruption.stray_spaces(dice, "mail_spaces", made, 3)


def mobiles(world: World, person: Ints, day: Ints) -> Text:
    """Each person's own mobile number on a day."""
    return world.mobiles.on(person, day)


def landlines(world: World, person: Ints, day: Ints) -> Text:
    """The landline of the home that a person lives in on a day, null where it has none."""
    return text.take(world.landlines, world.residence.address_on(person, day))


def best_phone(world: World, dice: Dice, person: Ints, day: Ints, landline: float = 180) -> Text:
    """The number that a person gives: mobile, landline of the home, or the office switchboard."""
    count = len(person)
    mobile, home = mobiles(world, person, day), landlines(world, person, day)
    old = (world.people.born[person] < -6000) & dice.chance("old", count, 500)
    prefers_home = old | dice.chance("landline", count, landline)
    office = text.keep(dice.chance("office", count, 200), text.take(world.mailboxes.switchboard, person))
    chosen = text.choose(prefers_home, text.first_of(home, mobile), text.first_of(mobile, home))
    return text.first_of(office, chosen)


def phones_written(dice: Dice, numbers: Text, country: Text | None = None) -> Text:
    """Numbers as written down, with slips; where the row says its country, some of its numbers in national form."""
    slipped = corruption.mistype(dice, "phone", numbers, 5)
    written = phones.written(dice, "phone", slipped)
    if country is None:
        return written
    local = dice.chance("national_form", len(numbers), 350)
    for code, dialled, trunk in (("IE", "353", "0"), ("FR", "33", "0"), ("DE", "49", "0"), ("US", "1", "")):
        national = text.replace(written, f"^\\+{dialled}", trunk)
        written = text.choose(local & text.equals(country, code), national, written)
    return written
