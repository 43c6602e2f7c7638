"""A few dozen customers of every hard kind, so that tests and readers can find them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, households, purchases, service, text
from scv.demo.crm_giving import Memberships
from scv.demo.crm_supporters import Supporters
from scv.demo.dice import Ints, Mask
from scv.demo.mail import Subscribers
from scv.demo.purchases import Purchases
from scv.demo.schema import SHAPES, RawTable
from scv.demo.service import Contacts
from scv.demo.shop_accounts import Accounts
from scv.demo.shop_orders import Orders
from scv.demo.shop_returns import Returns
from scv.demo.sighting import World
from scv.demo.text import Part, Text

_EACH = 20
_SERVICE_TABLES = (
    "telephone.calls",
    "email.messages",
    "live_chat.sessions",
    "online_form.enquiries",
    "social.messages",
)


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


@dataclass(frozen=True)
class Case:
    """People of one kind; the note is one for all or one each. In `pairs` two and two belong together."""

    person: Ints
    note: Part
    pairs: bool = False


def case_rows(world: World, what: Happenings, tables: dict[str, RawTable]) -> dict[str, Text]:
    """The columns case, entity_id and note, of people who have records in the tables."""
    seen = {name: _counts(world, table) for name, table in tables.items() if SHAPES[name].is_record}
    total = np.sum(list(seen.values()), axis=0)
    found = {
        **_people_cases(world),
        **_contact_cases(world),
        **_shop_cases(world, what),
        **_service_cases(what),
        **_table_cases(tables),
        "service_only": Case(_service_only(seen, total), "known to the service channels alone"),
    }
    parts = [(name, _shown(case, total)) for name, case in found.items()]
    return {
        "case": text.stack(*(text.same(name, len(case.person)) for name, case in parts)),
        "entity_id": text.stack(*(text.number(case.person) for _, case in parts)),
        "note": text.stack(*(_note(case) for _, case in parts)),
    }


def _counts(world: World, table: RawTable) -> Ints:
    return np.bincount(table.person[table.person >= 0], minlength=world.people.count).astype(np.int64)


def _shown(case: Case, total: Ints) -> Case:
    """The first few of a kind who have records; of pairs those where both have."""
    seen = total[case.person] > 0
    if case.pairs:
        seen = np.repeat(seen.reshape(-1, 2).all(axis=1), 2)
    rows = np.flatnonzero(seen)[:_EACH]
    note = case.note if isinstance(case.note, str) else text.take(case.note, rows)
    return Case(case.person[rows], note, case.pairs)


def _note(case: Case) -> Text:
    count = len(case.person)
    note = text.same(case.note, count) if isinstance(case.note, str) else case.note
    if not case.pairs:
        return note
    return text.join("pair ", text.number(np.arange(count) // 2 + 1), ": ", note)


def _where(mask: Mask) -> Ints:
    return np.flatnonzero(mask).astype(np.int64)


def _pairs(one: Ints, other: Ints) -> Ints:
    """Two lists taken in turn, so that partners stand together."""
    return np.stack([one, other], axis=1).reshape(-1)


def _people_cases(world: World) -> dict[str, Case]:
    people, homes = world.people, world.people.homes
    before = np.maximum(np.arange(people.count) - 1, 0)
    one_home = (homes.of_person == homes.of_person[before]) & (homes.role[before] == households.CHILD)
    twin = _where(one_home & (people.born == people.born[before]) & (homes.role == households.CHILD))
    head = homes.first_person()[homes.of_person]
    junior = (homes.role == households.CHILD) & (people.forename == people.forename[head]) & (people.sex == 0)
    married = (people.renamed_on < clock.NEVER) & (people.spouse >= 0)
    left = (people.renamed_on < clock.NEVER) & (people.spouse < 0)
    moves = world.residence.last_move(np.arange(people.count))
    return {
        "twins": Case(_pairs(twin - 1, twin), "one surname, date of birth and address", pairs=True),
        "father_and_son": Case(_pairs(head[junior], _where(junior)), "one name at one address", pairs=True),
        "same_name_same_town": Case(_namesakes(world), "strangers with one full name in one town", pairs=True),
        "married_name": Case(
            _where(married), _dated("married, moved and may have a new surname since ", people.renamed_on, married)
        ),
        "other_name_again": Case(_where(left), _dated("left, with another surname since ", people.renamed_on, left)),
        "moved": Case(_where(moves < clock.END - 60), _dated("moved on ", moves, moves < clock.END - 60)),
        "student_hall": Case(
            _where(homes.kind[homes.of_person] == households.HALL), "lived in a student hall: no household"
        ),
        "care_home": Case(_where(homes.kind[homes.of_person] == households.CARE), "lives in a care home: no household"),
    }


def _dated(note: str, days: Ints, mask: Mask) -> Text:
    return text.join(note, clock.days_text(days[mask], "iso"))


def _namesakes(world: World) -> Ints:
    """People in different homes with one full name and town, two and two."""
    people = world.people
    town = people.town_of_home[people.homes.of_person]
    key = (people.forename * 10_000 + people.surname) * 1_000 + town
    order = np.argsort(key, kind="stable")
    ranked, home = key[order], people.homes.of_person[order]
    pair = np.flatnonzero((ranked[1:] == ranked[:-1]) & (home[1:] != home[:-1]))
    return _pairs(order[pair], order[pair + 1])


def _contact_cases(world: World) -> dict[str, Case]:
    people, boxes = world.people, world.mailboxes
    shares = text.is_given(boxes.household) & (boxes.shares_mailbox == 1)
    heirs = _where(world.mobiles.inherited_from >= 0)
    landline = text.take(world.landlines, people.homes.of_person)
    several = text.is_given(landline) & (people.homes.size[people.homes.of_person] > 1)
    works = text.is_given(boxes.company)
    one_by_one = np.argsort(np.where(works, text.codes(boxes.company)[1], people.count), kind="stable")[
        : int(works.sum())
    ]
    return {
        "household_mailbox": Case(_where(shares), text.join("uses ", text.take(boxes.household, _where(shares)))),
        "shared_landline": Case(_where(several), text.join("the home has ", text.take(landline, _where(several)))),
        "recycled_mobile": Case(
            _pairs(world.mobiles.inherited_from[heirs], heirs),
            "the first gave a number up, the second got it later",
            pairs=True,
        ),
        "company_contact": Case(one_by_one, text.join("may use ", text.take(boxes.company, one_by_one))),
    }


def _shop_cases(world: World, what: Happenings) -> dict[str, Case]:
    orders, returns, everyone = what.orders, what.returns, np.arange(world.people.count)
    bought = np.bincount(orders.person, minlength=world.people.count)
    in_store, late = returns.order[returns.in_store], _where(service.late_orders(world, orders))
    member = what.supporters.person[what.memberships.supporter]
    lapsed = _where(what.memberships.expires_on < clock.END - 365)
    joint = _where(what.memberships.joint == 1)
    heavy = purchases.heavy_discounters(world, everyone) & (bought > 1)
    gifts = purchases.gift_givers(world, everyone) & (bought > 1)
    guests = _where((bought > 1) & (what.accounts.of_person < 0))
    return {
        "bought_online_returned_in_store": Case(orders.person[in_store], text.take(orders.order_id, in_store)),
        "click_and_collect": Case(orders.person[orders.collects], text.take(orders.order_id, _where(orders.collects))),
        "late_delivery": Case(orders.person[late], text.take(orders.order_id, late)),
        "guest_orders": Case(guests, "ordered several times, always as a guest"),
        "heavy_discounter": Case(_where(heavy), "hardly buys without a discount code"),
        "gift_giver": Case(_where(gifts), "often has orders sent to others"),
        "lapsed_member": Case(member[lapsed], text.take(what.memberships.membership_no, lapsed)),
        "joint_membership": Case(member[joint], text.take(what.memberships.membership_no, joint)),
        "two_accounts": Case(_twice(what.accounts.person), "has two web accounts"),
        "two_supporter_records": Case(_twice(what.supporters.person), "is in the CRM twice"),
    }


def _twice(person: Ints) -> Ints:
    distinct, count = np.unique(person, return_counts=True)
    return distinct[count > 1]


def _service_cases(what: Happenings) -> dict[str, Case]:
    """People with one matter on three channels."""
    contacts = what.contacts
    matter, channels = np.unique(np.unique(contacts.matter * 8 + contacts.channel) // 8, return_counts=True)
    owner = np.zeros(int(contacts.matter.max(initial=0)) + 1, dtype=np.int64)
    owner[contacts.matter] = contacts.person
    hopped = matter[channels >= 3]
    first = np.full(len(owner), clock.END * clock.DAY, dtype=np.int64)
    np.minimum.at(first, contacts.matter, contacts.at)
    note = text.join(
        service.case_number(hopped), " on three channels from ", clock.days_text(first[hopped] // clock.DAY, "iso")
    )
    return {"channel_hopper": Case(owner[hopped], note)}


def _table_cases(tables: dict[str, RawTable]) -> dict[str, Case]:
    supporters, lists = tables["crm.supporters"], tables["reference.suppressions"]
    opted_in = supporters.person[text.equals(supporters.columns["EMAIL_OPT_IN"], "Y")]
    subscribers, cards = tables["email.subscribers"], tables["store.loyalty_cards"]
    left = text.equals(subscribers.columns["status"], "unsubscribed") & np.isin(subscribers.person, opted_in)
    known = lists.person >= 0
    dead, gone = (_where(known & text.equals(lists.columns["list_name"], name)) for name in ("deceased", "gone_away"))
    kiosk = _where(text.matches(cards.columns["Email"], "^kiosk"))
    return {
        "opted_in_and_out": Case(
            subscribers.person[left],
            text.join(
                "opted in by CRM, unsubscribed at ", text.take(subscribers.columns["unsubscribed_at"], _where(left))
            ),
        ),
        "deceased": Case(lists.person[dead], text.take(lists.columns["suppression_id"], dead)),
        "gone_away": Case(lists.person[gone], text.take(lists.columns["suppression_id"], gone)),
        "kiosk_email": Case(cards.person[kiosk], text.take(cards.columns["CardNo"], kiosk)),
        "anonymous_then_known": _later_known(tables["web_analytics.sessions"]),
    }


def _later_known(sessions: RawTable) -> Case:
    """People with a session that is anonymous and a later one with a login on the same cookie."""
    cookie = text.codes(sessions.columns["cookie_id"])[1]
    login = text.is_given(sessions.columns["login_account_id"]) & (sessions.person >= 0)
    order = np.arange(sessions.rows)
    last_login = np.full(int(cookie.max(initial=0)) + 1, -1, dtype=np.int64)
    np.maximum.at(last_login, cookie[login], order[login])
    rows = _where(~login & (sessions.person >= 0) & (last_login[cookie] > order))
    return Case(sessions.person[rows], text.join("cookie ", text.take(sessions.columns["cookie_id"], rows)))


def _service_only(seen: dict[str, Ints], total: Ints) -> Ints:
    service_records = np.sum([seen[name] for name in _SERVICE_TABLES], axis=0)
    return _where((service_records > 0) & (service_records == total))
