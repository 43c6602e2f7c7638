"""The whole world of one seed: people, homes, contact points, and when each is a customer."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, emails, names, phones, places, population, residence, text
from scv.demo.cookies import random_hex
from scv.demo.dice import Dice, Ints
from scv.demo.population import People
from scv.demo.sighting import World
from scv.demo.text import Text


def make_world(seed: int, persons: int) -> World:
    """The same world for the same seed and number of persons."""
    dice = Dice(seed)
    people = population.make_people(dice.within("people"), persons, places.towns())
    homes = residence.make_residence(dice.within("residence"), people)
    active_from, active_to = _active_days(dice.within("active"), people)
    return World(
        dice=dice,
        people=people,
        residence=homes,
        mobiles=phones.make_mobiles(dice.within("mobiles"), homes.addresses.foreign_town[people.homes.of_person]),
        landlines=phones.make_landlines(dice.within("landlines"), homes.addresses),
        mailboxes=emails.make_mailboxes(dice.within("mailboxes"), people),
        active_from=active_from,
        active_to=active_to,
        title=names.titles(dice, "title", people.sex, people.married),
        cookie=_cookies(dice.within("cookies"), people),
        handle=_handles(dice.within("handles"), people),
    )


def _active_days(dice: Dice, people: People) -> tuple[Ints, Ints]:
    """First and last day as a customer: customers drop out at rates that differ from one to the next."""
    count = people.count
    early = dice.chance("early", count, 140)
    first = clock.START + np.where(
        early, dice.below("first_early", count, 200), dice.below("first", count, clock.END - clock.START - 20)
    )
    adult = people.born + 17 * 365
    first = np.clip(np.maximum(first, adult), clock.START, clock.END - 20)
    first = np.minimum(first, np.maximum(people.died_on - 40, clock.START))
    stays = dice.exponential("stays", count, 200 + dice.exponential("loyalty", count, 700))
    last = np.minimum(np.minimum(first + stays, people.died_on - 5), clock.END)
    return first, np.maximum(last, first)


def _cookies(dice: Dice, people: People) -> Text:
    """Each person's cookie; in one home in five with several people they share one device."""
    homes = people.homes
    shared = dice.chance("shared", homes.count, 200) & (homes.size > 1) & (homes.size < 6)
    owner = np.where(shared[homes.of_person], homes.first_person()[homes.of_person], np.arange(people.count))
    return random_hex(dice, "cookie", owner)


def _handles(dice: Dice, people: People) -> Text:
    """Each person's social handle, different for everybody."""
    first = emails.name_part(text.take(names.name_book().forenames, people.forename))
    last = emails.name_part(text.take(people.surnames, people.surname))
    digits = text.number(dice.between("digits", people.count, 1, 999))
    forms = [
        text.join(first, last),
        text.join(first, "_", last),
        text.join(first, text.cut(last, 0, 1), digits),
        text.join(text.cut(first, 0, 1), last, digits),
        text.join("the_real_", first, digits),
    ]
    made = text.cut(text.pick(dice.below("form", people.count, len(forms)), *forms), 0, 15)
    _, code = text.codes(made)
    again = text.repeat_number(code)
    return text.join(made, text.keep(again > 0, text.number(again)))
