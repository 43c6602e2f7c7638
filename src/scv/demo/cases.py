"""A few dozen customers of every hard kind, so that tests and readers can find them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, households, purchases, service, text
from scv.demo.crm import Memberships, Supporters
from scv.demo.dice import Ints, Mask
from scv.demo.mail import Subscribers
from scv.demo.purchases import Purchases
from scv.demo.service import Contacts
from scv.demo.sighting import World
from scv.demo.text import Text
from scv.demo.web_shop import Accounts, Orders, Returns

_EACH = 12


@dataclass(frozen=True)
class Happenings:
    """What happened in the world, before any system wrote it down."""

    purchases: Purchases
    supporters: Supporters
    memberships: Memberships
    accounts: Accounts
    orders: Orders
    returns: Returns
    contacts: Contacts
    subscribers: Subscribers


def case_rows(world: World, seen: Ints, what: Happenings) -> dict[str, Text]:
    """The columns case, entity_id and note; `seen` counts each person's records."""
    found = {**_people_cases(world), **_contact_cases(world), **_event_cases(world, what)}
    parts = []
    for case, (person, note) in found.items():
        visible = person[seen[person] > 0][: 2 * _EACH]
        count = len(visible)
        parts.append((text.same(case, count), text.number(visible), text.same(note, count)))
    return {
        name: text.stack(*(part[place] for part in parts))
        for place, name in enumerate(("case", "entity_id", "note"))
    }


def _where(mask: Mask) -> Ints:
    return np.flatnonzero(mask).astype(np.int64)


def _pairs(one: Ints, other: Ints) -> Ints:
    """Two lists taken in turn, so that partners stand together."""
    return np.stack([one, other], axis=1).reshape(-1)


def _people_cases(world: World) -> dict[str, tuple[Ints, str]]:
    people = world.people
    homes, before = people.homes, np.maximum(np.arange(people.count) - 1, 0)
    one_home = homes.of_person == homes.of_person[before]
    twin = _where(one_home & (people.born == people.born[before]) & (homes.role == households.CHILD))
    head = homes.first_person()[homes.of_person]
    junior = (homes.role == households.CHILD) & (people.forename == people.forename[head]) & (people.sex == 0)
    married = (people.renamed_on < clock.NEVER) & (people.spouse >= 0)
    left = (people.renamed_on < clock.NEVER) & (people.spouse < 0)
    return {
        "twins": (_pairs(twin - 1, twin), "same surname, date of birth and address as the one listed beside"),
        "father_and_son": (_pairs(head[junior], _where(junior)), "same name at one address, a generation apart"),
        "same_name_same_town": (_namesakes(world), "same full name in one town, unrelated"),
        "married_name": (_where(married), "took or joined the husband's name and moved to him"),
        "maiden_name_again": (_where(left), "left, moved, and has another name since"),
        "moved": (_where(world.residence.last_move(np.arange(people.count)) < clock.END - 60), "moved at least once"),
        "deceased": (_where(people.died_on < clock.NEVER), "died within the world's time"),
        "student_hall": (_where(homes.kind[homes.of_person] == households.HALL), "lives in a hall, no household"),
        "care_home": (_where(homes.kind[homes.of_person] == households.CARE), "lives in a care home, no household"),
    }


def _namesakes(world: World) -> Ints:
    """People in different homes with one full name and town, those of a kind side by side."""
    people = world.people
    town = people.town_of_home[people.homes.of_person]
    key = (people.forename * 10_000 + people.surname) * 1_000 + town
    order = np.argsort(key, kind="stable")
    ranked, home = key[order], people.homes.of_person[order]
    pair = np.flatnonzero((ranked[1:] == ranked[:-1]) & (home[1:] != home[:-1]))
    return _pairs(order[pair], order[pair + 1])


def _contact_cases(world: World) -> dict[str, tuple[Ints, str]]:
    people, boxes = world.people, world.mailboxes
    shares = text.is_given(boxes.household) & (boxes.shares_mailbox == 1)
    heirs = _where(world.mobiles.inherited_from >= 0)
    landline = text.is_given(text.take(world.landlines, people.homes.of_person))
    several = people.homes.size[people.homes.of_person] > 1
    nickname = world.dice.chance("usually_nick", np.arange(people.count), 180)
    return {
        "household_mailbox": (_where(shares), "uses the mailbox of the household"),
        "shared_landline": (_where(landline & several), "the home has a landline that others use too"),
        "recycled_mobile": (_pairs(world.mobiles.inherited_from[heirs], heirs), "gave up a number, or got it later"),
        "company_contact": (_where(text.is_given(boxes.company)), "uses the mailbox and switchboard of the employer"),
        "nickname": (_where(nickname & (people.origin == 0)), "mostly goes by a nickname where there is one"),
    }


def _event_cases(world: World, what: Happenings) -> dict[str, tuple[Ints, str]]:
    orders, returns = what.orders, what.returns
    day = orders.placed_at // clock.DAY
    bought = np.bincount(orders.person, minlength=world.people.count)
    heavy = purchases.heavy_discounters(world, np.arange(world.people.count)) & (bought >= 2)
    gifts = purchases.gift_givers(world, np.arange(world.people.count)) & (bought >= 2)
    lapsed = what.memberships.expires_on < clock.END - 365
    late = service.late_orders(world, orders) & (day < clock.END)
    member = what.supporters.person[what.memberships.supporter]
    return {
        "bought_online_returned_in_store": (np.unique(orders.person[returns.order[returns.in_store]]), "web order returned at a till"),
        "click_and_collect": (np.unique(orders.person[orders.collects]), "fetched a web order in a store"),
        "guest_orders": (_where((bought >= 2) & (what.accounts.of_person < 0)), "ordered as a guest only"),
        "heavy_discounter": (_where(heavy), "hardly buys without a discount code"),
        "gift_giver": (_where(gifts), "often has orders sent to others"),
        "late_delivery": (np.unique(orders.person[late]), "had a delivery that came late"),
        "lapsed_member": (np.unique(member[lapsed]), "membership ran out over a year ago"),
        "joint_membership": (member[what.memberships.joint == 1], "shares a membership number with the partner"),
        "two_accounts": (_twice(what.accounts.person), "has two web accounts with different emails"),
        "two_supporter_records": (_twice(what.supporters.person), "is in the CRM twice"),
        "channel_hopper": (_hoppers(what.contacts), "wrote or rang about one matter on several channels"),
        "opted_out_by_email": (_left(what), "in the CRM, and unsubscribed from the newsletter"),
    }


def _twice(person: Ints) -> Ints:
    distinct, count = np.unique(person, return_counts=True)
    return distinct[count > 1]


def _hoppers(contacts: Contacts) -> Ints:
    """People with a matter on three channels or more, by number of channels."""
    pairs = np.unique(contacts.matter * 8 + contacts.channel)
    matter, channels = np.unique(pairs // 8, return_counts=True)
    owner = np.zeros(int(contacts.matter.max(initial=0)) + 1, dtype=np.int64)
    owner[contacts.matter] = contacts.person
    return np.unique(owner[matter[channels >= 3]])


def _left(what: Happenings) -> Ints:
    left = what.subscribers.person[what.subscribers.unsubscribed_at < clock.NEVER * clock.DAY]
    return np.intersect1d(left, what.supporters.person)
