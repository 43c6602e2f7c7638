"""The web shop's accounts, in snake_case with ISO 8601 times in UTC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, sighting, text
from scv.demo.dice import Ints
from scv.demo.purchases import Purchases
from scv.demo.schema import RawTable
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_CARE = Care(nickname=90, initial=12, mistyped=12, upper=15, lower=45, ascii_only=200)


@dataclass(frozen=True)
class Accounts:
    """Every account: its person, id, email, and for each person the account they use (-1: none)."""

    person: Ints
    created_at: Ints
    account_id: Text
    email: Text
    of_person: Ints


def make_accounts(world: World, bought: Purchases) -> Accounts:
    """Accounts of most web buyers and a few others; one holder in twenty opens a second one later."""
    dice, count = world.dice.within("accounts"), world.people.count
    first = np.full(count, clock.NEVER * clock.DAY, dtype=np.int64)
    person = bought.person[bought.online]
    np.minimum.at(first, person, bought.at[bought.online])
    buyer = first < clock.NEVER * clock.DAY
    holder = np.where(buyer, dice.chance("buyer", count, 740), dice.chance("other", count, 90))
    people = np.flatnonzero(holder)
    opened = np.where(buyer, first - 600, clock.moment(dice, "opened", world.active_from))[people]
    again = np.flatnonzero(dice.chance("again", people, 55) & (opened < (clock.END - 400) * clock.DAY))
    later = opened[again] + dice.between("later", len(again), 90, 380) * clock.DAY
    who, when = np.r_[people, people[again]], np.r_[opened, later]
    order = np.argsort(when, kind="stable")
    who, when = who[order], when[order]
    of_person = np.full(count, -1, dtype=np.int64)
    of_person[who[::-1]] = np.arange(len(who))[::-1]
    mails = sighting.shop_emails(world, dice, who, when // clock.DAY, second=60, company=160)
    mails = text.choose(np.isin(np.arange(len(who)), of_person), mails, _other_mail(world, who, mails))
    return Accounts(who, when, text.join("A", text.number(10_001 + np.arange(len(who)))), mails, of_person)


def _other_mail(world: World, person: Ints, mails: Text) -> Text:
    """The person's second mailbox, for an account that is their second."""
    return text.first_of(text.take(world.mailboxes.second, person), mails)


def accounts_table(world: World, accounts: Accounts) -> RawTable:
    """web_shop.accounts."""
    dice, who, day = world.dice.within("accounts_table"), accounts.person, accounts.created_at // clock.DAY
    count = len(who)
    changed = dice.chance("changed", count, 350)
    updated = np.where(
        changed, accounts.created_at + dice.between("after", count, 1, 500) * clock.DAY, accounts.created_at
    )
    updated = np.maximum(
        np.minimum(updated, (np.minimum(clock.END, world.people.died_on[who]) - 1) * clock.DAY), accounts.created_at
    )
    place = sighting.places(world, dice, who, updated // clock.DAY)
    has_place = dice.chance("has_place", count, 830)
    accepts = dice.chance("accepts", count, 520)
    born = clock.days_text(world.people.born[who], "iso")
    placeholder = dice.chance("placeholder", count, 12)
    born = text.choose(placeholder, "1900-01-01", text.keep(dice.chance("born", count, 160), born))
    phone = sighting.best_phone(world, dice, who, updated // clock.DAY, 80)
    phone = sighting.phones_written(dice, phone, text.keep(has_place, place.country))
    columns = {
        "account_id": accounts.account_id,
        "email": sighting.emails_written(dice, accounts.email),
        "first_name": sighting.forenames(world, dice, who, _CARE),
        "last_name": sighting.surnames(world, dice, who, day, _CARE),
        "phone": text.keep(dice.chance("phone", count, 560), phone),
        "birth_date": born,
        "address1": text.keep(has_place, place.line_1),
        "address2": text.keep(has_place, place.line_2),
        "city": text.keep(has_place, place.town),
        "county": text.keep(has_place & dice.chance("county", count, 400), place.county),
        "postcode": text.keep(has_place, place.postcode),
        "country_code": text.keep(has_place, place.country),
        "accepts_marketing": text.choose(accepts, "true", "false"),
        "marketing_consent_at": text.keep(accepts, clock.iso_utc(accounts.created_at)),
        "created_at": clock.iso_utc(accounts.created_at),
        "updated_at": clock.iso_utc(updated),
    }
    return RawTable("web_shop.accounts", columns, who)
